#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <fmt/format.h>
#include <libcurate/leaks/look_into_nifti.hpp>
#include <optional>

namespace curate::leaks {

namespace {

using Bytes = std::span<const std::byte>;

struct Field {
  std::string_view name;
  std::size_t begin, length;
};

struct Layout {
  std::size_t header_bytes, dim, dim_bytes, bitpix, vox_offset;
  std::array<Field, 5> texts;
};

constexpr Layout nifti_1{348,
                         40,
                         2,
                         72,
                         108,
                         {{{"data_type", 4, 10},
                           {"db_name", 14, 18},
                           {"descrip", 148, 80},
                           {"aux_file", 228, 24},
                           {"intent_name", 328, 16}}}};
constexpr Layout nifti_2{540,
                         16,
                         8,
                         14,
                         168,
                         {{{"descrip", 240, 80},
                           {"aux_file", 320, 24},
                           {"intent_name", 508, 16},
                           {"unused_str", 525, 15},
                           {"magic", 4, 8}}}};

template <typename Number> Number read(Bytes bytes, std::size_t at, bool is_swapped) {
  std::array<std::byte, sizeof(Number)> raw;
  std::ranges::copy(bytes.subspan(at, sizeof(Number)), raw.begin());
  if (is_swapped) std::ranges::reverse(raw);
  return std::bit_cast<Number>(raw);
}

class Looker {
public:
  Looker(Bytes bytes, const Layout &form, bool is_swapped, const std::string &file,
         FileReport &report)
      : bytes_(bytes), form_(form), is_swapped_(is_swapped), file_(file), report_(report) {}

  void look() {
    for (const Field &field : form_.texts)
      search(field.begin, field.begin + field.length, Reading::text, field.name);
    search(0, form_.header_bytes, Reading::binary, "header");
    const std::size_t voxels = voxels_begin();
    look_at_extensions(voxels);
    const std::size_t end = std::min(bytes_.size(), voxels + voxels_length(voxels));
    search(voxels, end, Reading::voxels, "voxels");
    search(end, bytes_.size(), Reading::binary, "behind the voxels");
  }

private:
  void search(std::size_t begin, std::size_t end, Reading reading, std::string_view place) {
    begin = std::min(begin, bytes_.size());
    end = std::clamp(end, begin, bytes_.size());
    report_.search(bytes_.subspan(begin, end - begin), reading, file_, place, begin);
  }

  // Where the offset says nothing sensible the rest is searched as if it were an extension.
  std::size_t voxels_begin() const {
    const double offset =
        form_.header_bytes == 348
            ? static_cast<double>(read<float>(bytes_, form_.vox_offset, is_swapped_))
            : static_cast<double>(read<std::int64_t>(bytes_, form_.vox_offset, is_swapped_));
    const auto most = static_cast<double>(bytes_.size());
    if (!(offset >= static_cast<double>(form_.header_bytes)) || offset > most) return bytes_.size();
    return static_cast<std::size_t>(offset);
  }

  // At most what is there.
  std::size_t voxels_length(std::size_t begin) const {
    const std::size_t most = bytes_.size() - begin;
    const auto dim = [&](std::size_t i) -> std::int64_t {
      const std::size_t at = form_.dim + i * form_.dim_bytes;
      return form_.dim_bytes == 2 ? read<std::int16_t>(bytes_, at, is_swapped_)
                                  : read<std::int64_t>(bytes_, at, is_swapped_);
    };
    const auto bits = read<std::int16_t>(bytes_, form_.bitpix, is_swapped_);
    const std::int64_t axes = dim(0);
    if (axes < 1 || axes > 7 || bits < 1) return 0;
    double length = bits / 8.0;
    for (std::int64_t i = 1; i <= axes; ++i)
      length *= static_cast<double>(std::max<std::int64_t>(dim(static_cast<std::size_t>(i)), 1));
    return length >= static_cast<double>(most) ? most : static_cast<std::size_t>(length);
  }

  // Source: nifti1.h, "nifti1_extension": four bytes, then size, code and data of each.
  void look_at_extensions(std::size_t end) {
    std::size_t at = form_.header_bytes + 4;
    for (int number = 1; at + 8 <= end; ++number) {
      const auto size = read<std::int32_t>(bytes_, at, is_swapped_);
      if (size < 8 || static_cast<std::size_t>(size) > end - at) break;
      const auto length = static_cast<std::size_t>(size);
      const auto place = fmt::format("extension {}", number);
      search(at + 8, at + length, is_print(at + 8, at + length) ? Reading::text : Reading::binary,
             place);
      at += length;
    }
    search(form_.header_bytes, std::min(form_.header_bytes + 4, end), Reading::binary, "header");
    search(at, end, is_print(at, end) ? Reading::text : Reading::binary, "before the voxels");
  }

  bool is_print(std::size_t begin, std::size_t end) const {
    if (begin >= end) return true;
    const Bytes part = bytes_.subspan(begin, end - begin);
    return std::ranges::all_of(part, [](std::byte b) {
      const auto c = std::to_integer<unsigned>(b);
      return c >= 0x20 || c == 0 || c == '\t' || c == '\n' || c == '\r';
    });
  }

  Bytes bytes_;
  const Layout &form_;
  bool is_swapped_;
  const std::string &file_;
  FileReport &report_;
};

} // namespace

bool look_into_nifti(Bytes bytes, const std::string &file, FileReport &report) {
  for (const Layout *form : {&nifti_1, &nifti_2})
    for (const bool is_swapped : {false, true}) {
      if (bytes.size() < form->header_bytes) continue;
      const auto size = read<std::int32_t>(bytes, 0, is_swapped);
      if (size != static_cast<std::int32_t>(form->header_bytes)) continue;
      const std::size_t magic = form == &nifti_1 ? 344 : 4;
      if (bytes[magic] != std::byte{'n'}) continue;
      Looker(bytes, *form, is_swapped, file, report).look();
      return true;
    }
  return false;
}

} // namespace curate::leaks
