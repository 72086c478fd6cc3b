/** How a picture is brought to the model's square: the whole of it squashed, or its middle cut out. */
export const ResizeMode = { SQUASH: 'squash', CENTRE_CROP: 'centre-crop' } as const;
export type ResizeMode = (typeof ResizeMode)[keyof typeof ResizeMode];

/** Resampling kernels by the names that the models' own processors use, and with exactly their results. */
export const ResizeKernel = { BILINEAR: 'bilinear', BICUBIC: 'bicubic' } as const;
export type ResizeKernel = (typeof ResizeKernel)[keyof typeof ResizeKernel];
