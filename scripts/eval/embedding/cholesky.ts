/** A symmetric matrix, or the lower triangle of a factor: row after row, `size` x `size`. */
export interface SquareMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

/** The lower triangle L of matrix + added x I = L Lᵀ. Throws if that is not positive definite. */
export function factorise({ size, values }: SquareMatrix, added: number): SquareMatrix {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = (values[row * size + column] ?? 0) + (row === column ? added : 0);
      for (let k = 0; k < column; k++) {
        rest -= (factor[row * size + k] ?? 0) * (factor[column * size + k] ?? 0);
      }
      if (row === column && !(rest > 0)) throw new Error('The matrix is not positive definite.');
      factor[row * size + column] =
        row === column ? Math.sqrt(rest) : rest / (factor[column * size + column] ?? 1);
    }
  }
  return { size, values: factor };
}

/** x of L x = right side. */
export function solveForward({ size, values }: SquareMatrix, rightSide: ArrayLike<number>): Float64Array {
  const solution = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let rest = rightSide[row] ?? 0;
    for (let k = 0; k < row; k++) rest -= (values[row * size + k] ?? 0) * (solution[k] ?? 0);
    solution[row] = rest / (values[row * size + row] ?? 1);
  }
  return solution;
}

/** x of L Lᵀ x = right side. */
export function solve(factor: SquareMatrix, rightSide: ArrayLike<number>): Float64Array {
  const { size, values } = factor;
  const solution = solveForward(factor, rightSide);
  for (let row = size - 1; row >= 0; row--) {
    let rest = solution[row] ?? 0;
    for (let k = row + 1; k < size; k++) rest -= (values[k * size + row] ?? 0) * (solution[k] ?? 0);
    solution[row] = rest / (values[row * size + row] ?? 1);
  }
  return solution;
}
