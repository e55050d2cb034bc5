#include "tests/support/known_elements.hpp"

#include <dcmtk/config/osconfig.h>

#include <algorithm>
#include <dcmtk/dcmdata/dctk.h>
#include <optional>
#include <tuple>

namespace curate::support {

namespace {

std::optional<dicom::Vr> vr_of(DcmEVR vr) {
  if (vr == EVR_xs) return dicom::Vr::US;
  if (vr == EVR_ox || vr == EVR_lt || vr == EVR_px) return dicom::Vr::OW;
  const std::string name = DcmVR(vr).getVRName();
  if (name.size() != 2 || name == "??") return {};
  const auto code = static_cast<unsigned>(static_cast<unsigned char>(name[0])) << 8 |
                    static_cast<unsigned char>(name[1]);
  return static_cast<dicom::Vr>(code);
}

void add(std::vector<KnownElement> &out, const DcmDictEntry &entry, unsigned group) {
  const char *creator = entry.getPrivateCreator();
  const unsigned element = creator ? entry.getElement() & 0xFFU : entry.getElement();
  const auto vr = vr_of(entry.getEVR());
  if (!vr) return;
  out.push_back({{static_cast<std::uint16_t>(group), static_cast<std::uint16_t>(element)},
                 *vr,
                 creator ? creator : ""});
}

std::vector<KnownElement> read_dictionary() {
  std::vector<KnownElement> out;
  DcmDataDictionary &with = dcmDataDict.wrlock();
  for (auto at = with.normalBegin(); at != with.normalEnd(); ++at)
    add(out, **at, (*at)->getGroup());
  for (auto at = with.repeatingBegin(); at != with.repeatingEnd(); ++at) {
    const DcmDictEntry &entry = **at;
    if (entry.isRepeatingElement() || entry.getPrivateCreator() != nullptr) continue;
    if (entry.getGroup() != 0x5000 && entry.getGroup() != 0x6000) continue;
    add(out, entry, entry.getGroup());
    add(out, entry, entry.getGroup() + 0x1EU);
  }
  dcmDataDict.wrunlock();
  std::sort(out.begin(), out.end(), [](const KnownElement &a, const KnownElement &b) {
    return std::tie(a.tag.group, a.creator, a.tag.element) <
           std::tie(b.tag.group, b.creator, b.tag.element);
  });
  // Some private elements are listed for several blocks: the low byte tells them apart no more.
  const auto is_same = [](const KnownElement &a, const KnownElement &b) {
    return a.tag == b.tag && a.creator == b.creator;
  };
  out.erase(std::unique(out.begin(), out.end(), is_same), out.end());
  return out;
}

std::vector<KnownElement> those(bool is_private) {
  std::vector<KnownElement> out = read_dictionary();
  std::erase_if(out, [&](const KnownElement &known) {
    return known.creator.empty() == is_private || known.tag.is_private() != is_private;
  });
  return out;
}

} // namespace

const std::vector<KnownElement> &known_public_elements() {
  static const std::vector<KnownElement> all = those(false);
  return all;
}

const std::vector<KnownElement> &known_private_elements() {
  static const std::vector<KnownElement> all = those(true);
  return all;
}

} // namespace curate::support
