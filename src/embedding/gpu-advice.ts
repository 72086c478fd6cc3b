/** What to do about a session that cannot be opened on CUDA: said after the runtime's own words, which name the symptom alone. */
export const CUDA_ADVICE =
  '– CUDA needs an NVIDIA card with its driver (does nvidia-smi list it?), CUDA 12 with cuDNN 9, and two libraries of ' +
  'ONNX Runtime: ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node --ignore-scripts=false. ' +
  'See docs/models-and-gpu.md. EMBEDDING_DEVICE=auto would take the CPU instead.';
