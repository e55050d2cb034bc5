// What hides text in private elements: Siemens' CSA header and protocol, GE's protocol block,
// values of any VR, and ICC profiles. What was written anew is clean: done again it stays as it is.

#include <algorithm>
#include <cstdlib>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/deid/csa_rewrite.hpp>
#include <libcurate/deid/ge_protocol_rewrite.hpp>
#include <libcurate/deid/icc_rewrite.hpp>
#include <libcurate/deid/phoenix_rewrite.hpp>
#include <libcurate/deid/private_value.hpp>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

namespace {

const deid::Scrubber &scrubber() {
  static const deid::Vocabulary words;
  static const deid::Scrubber made = [] {
    deid::KnownValues known;
    known.add(deid::Identifies::person_name, "Doe^John");
    known.add(deid::Identifies::id, "471181");
    known.add(deid::Identifies::date, "20240305");
    return deid::Scrubber(known, words);
  }();
  return made;
}

void ensure(bool is_so) {
  if (!is_so) std::abort();
}

void csa(std::span<const std::byte> bytes) {
  const auto once = deid::rewrite_csa(bytes, scrubber());
  if (!once) return;
  const auto twice = deid::rewrite_csa(*once, scrubber());
  ensure(!twice || twice->size() <= once->size());
}

void phoenix(std::string_view text) {
  const std::string once = deid::rewrite_phoenix(text, scrubber());
  ensure(deid::rewrite_phoenix(once, scrubber()).size() <= once.size());
}

void ge(std::span<const std::byte> block) {
  if (const auto once = deid::rewrite_ge_protocol(block, scrubber()))
    (void)deid::rewrite_ge_protocol(*once, scrubber());
}

void packed(std::span<const std::byte> lines) {
  auto block = archive::gzip(lines, 1);
  block.insert(block.begin(), 4, std::byte{0});
  ge(block);
}

/// A profile's tags behind a header that is right.
void icc(std::span<const std::byte> tags) {
  constexpr std::string_view names = "mntrRGB XYZ ";
  std::vector<std::byte> profile(128);
  profile[8] = std::byte{2};
  std::ranges::copy(std::as_bytes(std::span(names)), profile.begin() + 12);
  std::ranges::copy(std::as_bytes(std::span(std::string_view("acsp"))), profile.begin() + 36);
  profile.insert(profile.end(), tags.begin(), tags.end());
  if (const auto once = deid::rewrite_icc(profile)) ensure(deid::rewrite_icc(*once) == once);
}

void values(std::span<const std::byte> bytes) {
  using dicom::Vr;
  struct Place {
    const char *creator;
    std::uint16_t group;
    std::uint8_t element;
  };
  for (const Place &place :
       {Place{"ANY", 0x0019, 0x01}, Place{"SIEMENS MR SDI 02", 0x0021, 0x06},
        Place{"SIEMENS MR HEADER", 0x0051, 0x0F}, Place{"GEMS_PARM_01", 0x0043, 0x39},
        Place{"GEMS_PARM_01", 0x0043, 0x2A}})
    for (const Vr vr :
         {Vr::UN, Vr::OB, Vr::LO, Vr::ST, Vr::CS, Vr::DS, Vr::FD, Vr::FL, Vr::SL, Vr::UV, Vr::US}) {
      const auto once = deid::clean_private_value(place.creator, place.group, place.element, vr,
                                                  bytes, scrubber());
      if (once.verdict != deid::PrivateVerdict::rewritten) continue;
      const auto again = deid::clean_private_value(place.creator, place.group, place.element, vr,
                                                   once.value, scrubber());
      ensure(again.verdict != deid::PrivateVerdict::by_vr &&
             again.value.size() <= once.value.size());
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  const auto bytes = fuzz::bytes_of(data, size);
  csa(bytes);
  phoenix({reinterpret_cast<const char *>(data), size});
  ge(bytes);
  values(bytes);
  if (const auto once = deid::rewrite_icc(bytes)) ensure(deid::rewrite_icc(*once) == once);
  icc(bytes);
  if (size == 0) return 0;
  packed(bytes);
  packed(bytes.subspan(1)); // inputs of fuzz_ge_protocol begin with a byte that selects
  ge(bytes.subspan(1));
  return 0;
}
