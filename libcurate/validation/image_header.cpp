#include <libcurate/validation/image_header.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <libcurate/archive/descriptor.hpp>
#include <sys/stat.h>
#include <vector>

namespace curate::validation {

namespace {

// Where fields lie. Source: nifti1.h and nifti2.h.
struct Layout {
  std::size_t magic, dim, bits, pixdim, vox_offset, qform_code, sform_code, quaternion, srow, units,
      extension;
  std::size_t text_begin, text_end, old_text_begin, old_text_end;
};
constexpr Layout first_edition = {344, 40,  72,  76,  108, 252, 254, 256,
                                  280, 123, 348, 148, 252, 4,   32};
constexpr Layout second_edition = {4,   16,  14,  104, 168, 344, 348, 352,
                                   400, 500, 540, 240, 344, 0,   0};
constexpr int first_size = 348, second_size = 540;

class Bytes {
public:
  Bytes(std::span<const std::byte> bytes, bool is_swapped)
      : bytes_(bytes), is_swapped_(is_swapped) {}
  template <typename T> T get(std::size_t offset) const {
    std::array<std::byte, sizeof(T)> raw = {};
    if (offset + sizeof(T) <= bytes_.size())
      std::memcpy(raw.data(), bytes_.data() + offset, sizeof(T));
    if (is_swapped_) std::ranges::reverse(raw);
    return std::bit_cast<T>(raw);
  }
  bool has_text(std::size_t begin, std::size_t end) const {
    return std::ranges::any_of(bytes_.subspan(begin, end - begin), [](std::byte b) {
      return b != std::byte{0} && b != std::byte{' '};
    });
  }

private:
  std::span<const std::byte> bytes_;
  bool is_swapped_;
};

template <typename Real, typename Integer>
void read_fields(const Bytes &bytes, const Layout &at, ImageHeader &header) {
  for (std::size_t i = 0; i < 8; ++i) {
    header.dim[i] = bytes.get<Integer>(at.dim + i * sizeof(Integer));
    header.pixdim[i] = static_cast<double>(bytes.get<Real>(at.pixdim + i * sizeof(Real)));
  }
  for (std::size_t i = 0; i < 3; ++i) {
    header.quaternion[i] = static_cast<double>(bytes.get<Real>(at.quaternion + i * sizeof(Real)));
    for (std::size_t j = 0; j < 4; ++j)
      header.sform[i][j] =
          static_cast<double>(bytes.get<Real>(at.srow + (4 * i + j) * sizeof(Real)));
  }
}

void read_extension(const Bytes &bytes, const Layout &at, std::size_t size, ImageHeader &header) {
  const std::size_t flag = at.extension;
  if (flag + 4 > size || bytes.get<std::uint8_t>(flag) == 0) return;
  if (header.data_begin > flag + 4) header.extension_bytes = header.data_begin - flag - 4;
  if (flag + 12 <= size) header.first_extension_code = bytes.get<std::int32_t>(flag + 8);
}

} // namespace

std::uint64_t ImageHeader::data_bytes() const {
  if (dim[0] < 1 || dim[0] > 7) return 0;
  constexpr std::uint64_t most = std::uint64_t{1} << 56;
  std::uint64_t count = static_cast<std::uint64_t>(std::max(bits_per_voxel, 0));
  for (std::size_t i = 1; i <= static_cast<std::size_t>(dim[0]); ++i) {
    if (dim[i] < 1 || count > most / static_cast<std::uint64_t>(dim[i])) return 0;
    count *= static_cast<std::uint64_t>(dim[i]);
  }
  return (count + 7) / 8;
}

double ImageHeader::repetition_time_s() const {
  switch (time_units) { // Source: nifti1.h, NIFTI_UNITS_*
  case 0:
  case 8:
    return pixdim[4];
  case 16:
    return pixdim[4] / 1e3;
  case 24:
    return pixdim[4] / 1e6;
  default:
    return -1;
  }
}

Result<ImageHeader> parse_image_header(std::span<const std::byte> lead) {
  const auto refused = problem("NIFTI-NOT", "this is no NIfTI file");
  if (lead.size() < static_cast<std::size_t>(first_size)) return refused;
  const auto size_as = [&](bool is_swapped) {
    return Bytes(lead, is_swapped).get<std::int32_t>(0);
  };
  const bool is_swapped = size_as(false) != first_size && size_as(false) != second_size;
  const int size = size_as(is_swapped);
  if (size != first_size && size != second_size) return refused;
  const bool is_second = size == second_size;
  if (lead.size() < static_cast<std::size_t>(size)) return refused;
  const Layout &at = is_second ? second_edition : first_edition;
  const Bytes bytes(lead, is_swapped);
  ImageHeader header;
  const char *magic = reinterpret_cast<const char *>(lead.data() + at.magic);
  const std::string_view mark(magic, 3);
  if (mark != (is_second ? "n+2" : "n+1") && mark != (is_second ? "ni2" : "ni1")) return refused;
  header.is_pair = mark[1] == 'i';
  header.bits_per_voxel = bytes.get<std::int16_t>(at.bits);
  double begin = 0;
  int units = 0;
  if (is_second) {
    read_fields<double, std::int64_t>(bytes, at, header);
    begin = static_cast<double>(bytes.get<std::int64_t>(at.vox_offset));
    header.qform_code = bytes.get<std::int32_t>(at.qform_code);
    header.sform_code = bytes.get<std::int32_t>(at.sform_code);
    units = bytes.get<std::int32_t>(at.units);
  } else {
    read_fields<float, std::int16_t>(bytes, at, header);
    begin = static_cast<double>(bytes.get<float>(at.vox_offset));
    header.qform_code = bytes.get<std::int16_t>(at.qform_code);
    header.sform_code = bytes.get<std::int16_t>(at.sform_code);
    units = bytes.get<std::uint8_t>(at.units);
  }
  const auto least = static_cast<std::uint64_t>(size) + 4;
  constexpr double most_begin = 1e12;
  header.data_begin = begin >= static_cast<double>(least) && begin < most_begin
                          ? static_cast<std::uint64_t>(begin)
                          : least;
  header.space_units = units & 0x07;
  header.time_units = units & 0x38;
  header.has_text = bytes.has_text(at.text_begin, at.text_end) ||
                    bytes.has_text(at.old_text_begin, at.old_text_end);
  read_extension(bytes, at, lead.size(), header);
  return header;
}

namespace {

// The length that the trailer of a gzip file gives, modulo 2^32. Source: RFC 1952, 2.3.1.
std::uint32_t trailer_bytes(int descriptor, off_t size) {
  std::array<unsigned char, 4> raw = {};
  if (size < 4 || ::pread(descriptor, raw.data(), raw.size(), size - 4) != 4) return 0;
  return raw[0] | static_cast<std::uint32_t>(raw[1]) << 8 |
         static_cast<std::uint32_t>(raw[2]) << 16 | static_cast<std::uint32_t>(raw[3]) << 24;
}

Result<ImageLook> look_at_packed(int descriptor, off_t size, bool only_header) {
  ImageLook look;
  look.is_gzip = true;
  archive::GzipStream stream(descriptor);
  std::vector<std::byte> room(image_lead_bytes);
  const auto lead = stream.read(room);
  look.gzip = stream.head();
  if (!lead) return tl::unexpected(lead.error());
  const auto header = parse_image_header(std::span(room).first(*lead));
  if (!header) return tl::unexpected(header.error());
  look.header = *header;
  const std::uint64_t expected = look.header.data_begin + look.header.data_bytes();
  if (only_header && trailer_bytes(descriptor, size) == static_cast<std::uint32_t>(expected)) {
    look.bytes = expected;
    return look;
  }
  look.bytes = *lead;
  room.resize(std::size_t{1} << 18);
  while (true) {
    const auto got = stream.read(room);
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) break;
    look.bytes += *got;
  }
  look.is_whole = true;
  return look;
}

} // namespace

Result<ImageLook> look_at_image(const std::string &path, bool is_named_gz, bool only_header) {
  const archive::Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat status = {};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0)
    return problem("FILE-UNREADABLE", "the file cannot be read");
  std::array<std::byte, image_lead_bytes> room;
  const ssize_t got = ::pread(file.number(), room.data(), room.size(), 0);
  if (got < 0) return problem("FILE-UNREADABLE", "the file cannot be read");
  const auto lead = std::span(room).first(static_cast<std::size_t>(got));
  const bool is_gzip = lead.size() > 2 && lead[0] == std::byte{0x1F} && lead[1] == std::byte{0x8B};
  if (is_named_gz && !is_gzip) return problem("NIFTI-GZIP", "the file is not packed by gzip");
  if (is_gzip) return look_at_packed(file.number(), status.st_size, only_header);
  const auto header = parse_image_header(lead);
  if (!header) return tl::unexpected(header.error());
  ImageLook look;
  look.header = *header;
  look.bytes = static_cast<std::uint64_t>(status.st_size);
  look.is_whole = true;
  return look;
}

} // namespace curate::validation
