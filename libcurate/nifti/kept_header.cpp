#include <libcurate/nifti/kept_header.hpp>

#include <algorithm>
#include <cstring>
#include <libcurate/nifti/layout.hpp>

namespace curate::nifti {

namespace {

/// Some numbers of the same size, one after the other.
struct Run {
  std::size_t offset, word, count;
};

// Source: nifti1.h. Left out: all text, db_name, glmin, glmax, cal_min, cal_max, intent_p1 to p3.
constexpr Run kept[] = {{at::dim_info, 1, 1},       {at::dim, 2, 8},
                        {at::intent_code, 2, 1},    {at::datatype, 2, 1},
                        {at::bitpix, 2, 1},         {at::slice_start, 2, 1},
                        {at::pixdim, 4, 8},         {at::scl_slope, 4, 2},
                        {at::slice_end, 2, 1},      {at::slice_code, 1, 2},
                        {at::slice_duration, 4, 2}, {at::qform_code, 2, 2},
                        {at::quatern_b, 4, 18}};

template <typename T> void put(HeaderBytes &out, std::size_t offset, T value) {
  std::memcpy(out.data() + offset, &value, sizeof value);
}

} // namespace

HeaderBytes kept_header(std::span<const std::byte> file, bool is_swapped) {
  HeaderBytes out{};
  for (const Run &run : kept)
    for (std::size_t i = 0; i < run.count; ++i) {
      const std::size_t from = run.offset + i * run.word;
      std::copy_n(file.begin() + static_cast<std::ptrdiff_t>(from), run.word, out.data() + from);
      if (is_swapped) std::reverse(out.data() + from, out.data() + from + run.word);
    }
  put(out, at::sizeof_hdr, std::int32_t{348});
  put(out, at::regular, 'r');
  put(out, at::vox_offset, static_cast<float>(header_bytes));
  std::int16_t rank = 0;
  std::memcpy(&rank, out.data() + at::dim, sizeof rank);
  for (std::size_t i = static_cast<std::size_t>(std::clamp<int>(rank, 0, 7)) + 1; i <= 7; ++i)
    put(out, at::dim + 2 * i, std::int16_t{1});
  std::memcpy(out.data() + at::magic, "n+1", 4);
  return out;
}

} // namespace curate::nifti
