#include <bit>
#include <libcurate/dicom/digest.hpp>

namespace curate::dicom {

namespace {

constexpr std::uint64_t c1 = 0x87C37B91114253D5, c2 = 0x4CF5AD432745937F;

std::uint64_t little_endian(const char *at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i)
    value |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
  return value;
}

std::uint64_t mix_low(std::uint64_t k) {
  return std::rotl(k * c1, 31) * c2;
}

std::uint64_t mix_high(std::uint64_t k) {
  return std::rotl(k * c2, 33) * c1;
}

std::uint64_t finish(std::uint64_t k) {
  k = (k ^ (k >> 33)) * 0xFF51AFD7ED558CCD;
  k = (k ^ (k >> 33)) * 0xC4CEB9FE1A85EC53;
  return k ^ (k >> 33);
}

} // namespace

Instance::Digest digest_of(std::string_view text) {
  if (text.empty()) return {};
  const std::uint64_t length = text.size();
  std::uint64_t low = 0, high = 0;
  for (; text.size() >= 16; text.remove_prefix(16)) {
    low ^= mix_low(little_endian(text.data(), 8));
    low = (std::rotl(low, 27) + high) * 5 + 0x52DCE729;
    high ^= mix_high(little_endian(text.data() + 8, 8));
    high = (std::rotl(high, 31) + low) * 5 + 0x38495AB5;
  }
  if (text.size() > 8) high ^= mix_high(little_endian(text.data() + 8, text.size() - 8));
  low ^= mix_low(little_endian(text.data(), text.size() < 8 ? text.size() : 8));
  low ^= length;
  high ^= length;
  low += high;
  high += low;
  low = finish(low);
  high = finish(high);
  low += high;
  high += low;
  return {low, high};
}

} // namespace curate::dicom
