;; The inner loops of resample.ts, four values at once. Assembled into resample-kernel.ts by `npm run wasm:build`.
;; Addresses and sizes are in bytes unless their name says otherwise. Both functions read and write up to 16 bytes beyond what they
;; were asked for; the caller leaves room.
(module
  (memory (export "memory") 1)

  ;; One row of interleaved RGB bytes, narrowed to $pixels pixels. Of each wanted pixel: $first is the number of its first source
  ;; pixel, $count how many follow (at least one), $weights their weights in fixed point, $stride bytes from one pixel's to the next's.
  (func (export "narrow")
    (param $row i32) (param $to i32) (param $pixels i32)
    (param $first i32) (param $count i32) (param $weights i32) (param $stride i32)
    (local $from i32) (local $weight i32) (local $end i32) (local $sums v128)
    (loop $each_pixel
      (local.set $from (i32.add (local.get $row) (i32.mul (i32.load (local.get $first)) (i32.const 3))))
      (local.set $weight (local.get $weights))
      (local.set $end
        (i32.add (local.get $weights) (i32.shl (i32.load (local.get $count)) (i32.const 2))))
      (local.set $sums (v128.const i32x4 0x200000 0x200000 0x200000 0x200000)) ;; one half
      (loop $each_tap
        ;; Red, green, blue, and the next pixel's red, which is summed up for nothing.
        (local.set $sums
          (i32x4.add
            (local.get $sums)
            (i32x4.mul
              (i32x4.extend_low_i16x8_u (i16x8.extend_low_i8x16_u (v128.load32_zero (local.get $from))))
              (v128.load32_splat (local.get $weight)))))
        (local.set $from (i32.add (local.get $from) (i32.const 3)))
        (local.set $weight (i32.add (local.get $weight) (i32.const 4)))
        (br_if $each_tap (i32.lt_u (local.get $weight) (local.get $end))))
      ;; The two narrowings clip to 0..255.
      (local.set $sums (i32x4.shr_s (local.get $sums) (i32.const 22)))
      (local.set $sums (i16x8.narrow_i32x4_s (local.get $sums) (local.get $sums)))
      (i32.store (local.get $to)
        (i32x4.extract_lane 0 (i8x16.narrow_i16x8_u (local.get $sums) (local.get $sums))))
      (local.set $first (i32.add (local.get $first) (i32.const 4)))
      (local.set $count (i32.add (local.get $count) (i32.const 4)))
      (local.set $weights (i32.add (local.get $weights) (local.get $stride)))
      (local.set $to (i32.add (local.get $to) (i32.const 3)))
      (br_if $each_pixel (local.tee $pixels (i32.sub (local.get $pixels) (i32.const 1))))))

  ;; One row of $bytes bytes, made of $count rows (at least one) that follow each other from $rows on; all columns are treated alike.
  (func (export "shorten")
    (param $rows i32) (param $to i32) (param $bytes i32) (param $weights i32) (param $count i32)
    (local $column i32) (local $from i32) (local $weight i32) (local $end i32)
    (local $pixels v128) (local $low v128) (local $high v128) (local $factor v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $weights) (i32.shl (local.get $count) (i32.const 2))))
    (loop $each_sixteen
      (local.set $from (i32.add (local.get $rows) (local.get $column)))
      (local.set $weight (local.get $weights))
      (local.set $a (v128.const i32x4 0x200000 0x200000 0x200000 0x200000))
      (local.set $b (local.get $a))
      (local.set $c (local.get $a))
      (local.set $d (local.get $a))
      (loop $each_tap
        (local.set $pixels (v128.load align=1 (local.get $from)))
        (local.set $low (i16x8.extend_low_i8x16_u (local.get $pixels)))
        (local.set $high (i16x8.extend_high_i8x16_u (local.get $pixels)))
        (local.set $factor (v128.load32_splat (local.get $weight)))
        (local.set $a (i32x4.add (local.get $a)
          (i32x4.mul (i32x4.extend_low_i16x8_u (local.get $low)) (local.get $factor))))
        (local.set $b (i32x4.add (local.get $b)
          (i32x4.mul (i32x4.extend_high_i16x8_u (local.get $low)) (local.get $factor))))
        (local.set $c (i32x4.add (local.get $c)
          (i32x4.mul (i32x4.extend_low_i16x8_u (local.get $high)) (local.get $factor))))
        (local.set $d (i32x4.add (local.get $d)
          (i32x4.mul (i32x4.extend_high_i16x8_u (local.get $high)) (local.get $factor))))
        (local.set $from (i32.add (local.get $from) (local.get $bytes)))
        (local.set $weight (i32.add (local.get $weight) (i32.const 4)))
        (br_if $each_tap (i32.lt_u (local.get $weight) (local.get $end))))
      (v128.store align=1 (i32.add (local.get $to) (local.get $column))
        (i8x16.narrow_i16x8_u
          (i16x8.narrow_i32x4_s
            (i32x4.shr_s (local.get $a) (i32.const 22)) (i32x4.shr_s (local.get $b) (i32.const 22)))
          (i16x8.narrow_i32x4_s
            (i32x4.shr_s (local.get $c) (i32.const 22)) (i32x4.shr_s (local.get $d) (i32.const 22)))))
      (local.set $column (i32.add (local.get $column) (i32.const 16)))
      (br_if $each_sixteen (i32.lt_u (local.get $column) (local.get $bytes))))))
