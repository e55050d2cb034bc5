#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/legible/picture.hpp>
#include <libcurate/legible/tesseract.hpp>
#include <vector>

namespace curate::legible {

/// Finds text in pictures: what Tesseract reads in several views of them, and rows of shapes of one
/// value that lie as letters do. Lines of capital letters from some 6 px to 40 px, level, brighter
/// or darker than their ground. One for each thread.
class Reader {
public:
  /// Fails with DEID-TESSERACT-MISSING. Cost: some 0.1 s and 30 MB.
  static Result<Reader> make();

  /// Boxes around the text, sorted, none inside another; all inside the picture. Empty for a
  /// picture whose `pixels` do not fit its size. The same for the same picture.
  /// Cost: some tenths of a second for 512 by 512 pixels.
  std::vector<TextBox> find(const GreyPicture &picture);

private:
  std::vector<TextBox> find_in_tile(const GreyPicture &picture);
  explicit Reader(Tesseract tesseract) : tesseract_(std::move(tesseract)) {}
  Tesseract tesseract_;
};

} // namespace curate::legible
