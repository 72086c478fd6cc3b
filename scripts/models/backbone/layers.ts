/** One convolution of MobileNetV2 (Sandler et al. 2018, table 2), by the name of its weights. */
export interface Layer {
  readonly name: string;
  readonly stride: 1 | 2;
  readonly isDepthwise: boolean;
  /** Clipped to 0..6 afterwards; what a block ends with is not. */
  readonly isClipped: boolean;
}

/** An inverted residual block; a residual one adds its input to its output. */
export interface Block {
  readonly layers: readonly Layer[];
  readonly isResidual: boolean;
}

/** The blocks after the first one; each widens its channels, filters every channel by itself and narrows them again. */
const WIDENING_BLOCKS: readonly { stride: 1 | 2; isResidual: boolean }[] = [
  { stride: 2, isResidual: false },
  { stride: 1, isResidual: true },
  { stride: 2, isResidual: false },
  { stride: 1, isResidual: true },
  { stride: 1, isResidual: true },
  { stride: 2, isResidual: false },
  { stride: 1, isResidual: true },
];

const clipped = { isClipped: true, isDepthwise: false } as const;

export const STEM: Layer = { name: 'stem', stride: 2, ...clipped };

/** Blocks 0 to 7: what lies behind knows objects, not skin, and is not carried. */
export const BLOCKS: readonly Block[] = [
  { layers: [filterLayer(0, 1), narrowLayer(0)], isResidual: false },
  ...WIDENING_BLOCKS.map(({ stride, isResidual }, index) => ({
    layers: [
      { name: `block${index + 1}.widen`, stride: 1, ...clipped } as const,
      filterLayer(index + 1, stride),
      narrowLayer(index + 1),
    ],
    isResidual,
  })),
];

/** All layers in the order in which they run. */
export const LAYERS: readonly Layer[] = [STEM, ...BLOCKS.flatMap(({ layers }) => layers)];

function filterLayer(block: number, stride: 1 | 2): Layer {
  return { name: `block${block}.filter`, stride, isDepthwise: true, isClipped: true };
}

function narrowLayer(block: number): Layer {
  return { name: `block${block}.narrow`, stride: 1, isDepthwise: false, isClipped: false };
}
