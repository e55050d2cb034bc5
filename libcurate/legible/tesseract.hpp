#pragma once

#include <cstdint>
#include <libcurate/base/result.hpp>
#include <libcurate/legible/picture.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace curate::legible {

/// What Tesseract takes for a word.
struct Word {
  TextBox box;
  std::string text;      ///< UTF-8; it may name a person and goes nowhere
  double confidence = 0; ///< 0 to 100
};

/// The Tesseract library, loaded when first asked for: a program that reads no pictures does not
/// pay for it. One thread at a time.
class Tesseract {
public:
  /// Fails with DEID-TESSERACT-MISSING where the library or its English data are not installed.
  static Result<Tesseract> load();
  Tesseract(Tesseract &&) noexcept;
  Tesseract &operator=(Tesseract &&) noexcept;
  ~Tesseract();

  /// The words of a picture of 8 bits, wherever they lie: dark on light is read best. Gives the
  /// same for the same picture, whatever was read before.
  std::vector<Word> words(std::span<const std::uint8_t> pixels, int columns, int rows);

private:
  struct Engine;
  explicit Tesseract(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

} // namespace curate::legible
