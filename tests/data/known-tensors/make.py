"""Makes the table of known tensors: what Pillow and numpy, which the models' own processors use, make of small pictures.

    python3 tests/data/known-tensors/make.py        (Debian: python3-pil, python3-numpy; made with Pillow 9.4.0)

Draws the pictures, stores each beside this file, and writes known-tensors.json: per picture, kernel, size and fit the digest of
the resized bytes, a few values of the tensor, and each channel's mean. The tests need no Python.
"""
import hashlib
import json
import os

import numpy as np
from PIL import Image, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))
KERNELS = {"bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}
SIZES_PX = [224, 448]
SAMPLES = 32
# Of SigLIP for the whole picture, of CLIP for the middle of it.
STATISTICS = {
    "squash": ([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]),
    "centre-crop": ([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]),
}
CROPPED = {"landscape.png", "portrait.png", "turned.webp", "odd.png"}


def drawn(width, height, seed):
    """A gradient, a blot, stripes of one pixel and some noise: soft, hard and fine at once."""
    y, x = np.mgrid[0:height, 0:width].astype("float64")
    noise = np.random.RandomState(seed).randint(-12, 13, (height, width, 3))
    red = 90 + 120 * x / max(width - 1, 1)
    green = 60 + 130 * y / max(height - 1, 1)
    blue = 128 + 80 * np.sin((x + 2 * y) / 9)
    pixels = np.stack([red, green, blue], axis=-1) + noise
    blot = (x - width * 0.4) ** 2 + (y - height * 0.55) ** 2 < (min(width, height) * 0.22) ** 2
    pixels[blot] = pixels[blot] * 0.35
    pixels[:, int(width * 0.8) :: 2] = 250
    return np.clip(pixels, 0, 255).astype("uint8")


def save_pictures():
    def save(name, image, **options):
        image.save(os.path.join(HERE, name), **options)

    save("landscape.png", Image.fromarray(drawn(160, 100, 1)), optimize=True)
    save("portrait.png", Image.fromarray(drawn(90, 230, 2)), optimize=True)
    save("small.png", Image.fromarray(drawn(37, 52, 3)), optimize=True)
    save("odd.png", Image.fromarray(drawn(333, 127, 4)), optimize=True)
    save("square.png", Image.fromarray(drawn(224, 224, 5)).quantize(16), optimize=True)
    save("line.png", Image.fromarray(drawn(1, 300, 6)), optimize=True)
    save("grey.png", Image.fromarray(drawn(120, 90, 7)).convert("L"), optimize=True)
    clear = np.dstack([drawn(110, 80, 8), (drawn(110, 80, 9)[:, :, 2] > 128) * np.uint8(255)])
    save("transparent.png", Image.fromarray(clear), optimize=True)
    turned = Image.fromarray(drawn(140, 60, 10))
    exif = Image.Exif()
    exif[0x0112] = 6  # shown turned by a quarter to the right
    save("turned.webp", turned, lossless=True, exif=exif)
    # Decoders of JPEG differ in the last bit, so this one is held to a tolerance of its own.
    save("photograph.jpg", Image.fromarray(drawn(300, 200, 11)), quality=92, subsampling=0)


def opened(name):
    """Upright, transparency on white, RGB: what is understood by the pixels of a picture here."""
    image = ImageOps.exif_transpose(Image.open(os.path.join(HERE, name)))
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


def resized(image, kernel, size, mode):
    if mode == "squash":
        return image.resize((size, size), kernel)
    width, height = image.size
    shorter = min(width, height)
    width, height = int(size * width / shorter), int(size * height / shorter)
    left, top = (width - size) // 2, (height - size) // 2
    return image.resize((width, height), kernel).crop((left, top, left + size, top + size))


def known(name, kernel, size, mode):
    square = np.asarray(resized(opened(name), KERNELS[kernel], size, mode))
    mean, std = (np.array(values, dtype="float32") for values in STATISTICS[mode])
    tensor = ((square.astype("float32") / 255 - mean) / std).transpose(2, 0, 1)
    flat = tensor.reshape(-1)
    positions = [(i * 2654435761 + 12345) % flat.size for i in range(SAMPLES)]
    return {
        "picture": name,
        "kernel": kernel,
        "sizePx": size,
        "mode": mode,
        "squareSha256": hashlib.sha256(square.tobytes()).hexdigest(),
        "channelMeans": [round(float(channel.mean(dtype="float64")), 6) for channel in tensor],
        "samples": [[position, round(float(flat[position]), 6)] for position in positions],
    }


if __name__ == "__main__":
    save_pictures()
    names = sorted(name for name in os.listdir(HERE) if name.rsplit(".", 1)[-1] in ("png", "jpg", "webp"))
    rows = [
        known(name, kernel, size, mode)
        for name in names
        for kernel in KERNELS
        for size in SIZES_PX
        for mode in STATISTICS
        if mode == "squash" or name in CROPPED
    ]
    statistics = {mode: {"mean": mean, "std": std} for mode, (mean, std) in STATISTICS.items()}
    with open(os.path.join(HERE, "known-tensors.json"), "w") as file:
        lines = ",\n    ".join(json.dumps(row) for row in rows)
        file.write('{\n  "statistics": %s,\n  "tensors": [\n    %s\n  ]\n}\n' % (json.dumps(statistics), lines))
