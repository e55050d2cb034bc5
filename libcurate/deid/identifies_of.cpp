#include <libcurate/deid/identifies_of.hpp>
#include <libcurate/deid/profile_table.hpp>

#include <algorithm>
#include <array>
#include <libcurate/dicom/dictionary.hpp>
#include <span>

namespace curate::deid {

namespace {

using enum dicom::Vr;

// Elements by what they say, of the rows of PS3.15 Table E.1-1, and their names in PS3.6. Sorted.
constexpr std::uint32_t of_person[] = {0x00100010, 0x00101001, 0x00101005, 0x00101060, 0x00102297};
constexpr std::uint32_t of_staff[] = {0x0016004D, 0x00880910};
constexpr std::uint32_t ids[] = {0x00080050, 0x00100020, 0x00101000, 0x00101050, 0x00101090,
                                 0x00120040, 0x00120042, 0x00200010, 0x00380010, 0x00380060,
                                 0x00400009, 0x00400253, 0x0040050A, 0x00400512, 0x00400551,
                                 0x004006FA, 0x00401001, 0x00402006, 0x00402007, 0x00402016,
                                 0x00402017, 0x0050001B, 0x22000005, 0x40080040, 0x40080200};
constexpr std::uint32_t contacts[] = {0x00080092, 0x00080094, 0x00101040, 0x00102152, 0x00102154,
                                      0x00102155, 0x00401102, 0x00401103, 0x00401104, 0x00402010,
                                      0x00402011, 0x0040A353, 0x0040A354, 0x4008011A};
constexpr std::uint32_t places[] = {
    0x00080080, 0x00080081, 0x00081040, 0x00100021, 0x00102299, 0x00120010, 0x00120022,
    0x00120030, 0x00120031, 0x00120032, 0x00120041, 0x00120043, 0x00120055, 0x00120060,
    0x00120073, 0x00120081, 0x00320012, 0x00321020, 0x00321033, 0x0038001E, 0x00380011,
    0x00380061, 0x00380300, 0x00380400, 0x00400011, 0x00400243, 0x00401005, 0x00402009,
    0x00404036, 0x0040A027, 0x04000564, 0x40080042, 0x40080119, 0x40080202};
constexpr std::uint32_t devices[] = {
    0x00020016, 0x00080054, 0x00080055, 0x00081000, 0x00081010, 0x00160051, 0x00181000,
    0x00181004, 0x00181005, 0x00181007, 0x00181008, 0x00181009, 0x0018700A, 0x00189367,
    0x00189371, 0x00189373, 0x00203401, 0x00321021, 0x00400001, 0x00400010, 0x00400241,
    0x00400242, 0x04000563, 0x0072005E, 0x00741234, 0x00741236, 0x21000070, 0x21000140,
    0x30080105, 0x300A00B2, 0x3010001B, 0x3010002D, 0x30100043};

constexpr std::uint32_t staff_sequences[] = {
    0x00080096, 0x0008009D, 0x00081049, 0x00081052, 0x00081062, 0x00081072, 0x0040000B,
    0x00401011, 0x00401101, 0x00404034, 0x00404035, 0x0040A073, 0x0040A078, 0x0040A07A,
    0x0040A088, 0x0040A307, 0x0040A358, 0x00700086, 0x3006004D, 0x3006004E, 0x40080111};
constexpr std::uint32_t place_sequences[] = {0x00080082, 0x00081041, 0x00380014,
                                             0x00380064, 0x00400513, 0x00400562,
                                             0x00404027, 0x00404030, 0x0040A07C};
constexpr std::uint32_t device_sequences[] = {0x0018100A, 0x00185011, 0x00340001, 0x00404025,
                                              0x00404028};

constexpr std::uint32_t instance_uids[] = {0x00001000, 0x00001001, 0x00020003, 0x00041511,
                                           0x00080018, 0x00080058, 0x00081155};

bool is_in(std::span<const std::uint32_t> list, std::uint32_t tag) {
  return std::find(list.begin(), list.end(), tag) != list.end();
}

constexpr std::uint32_t number_of(dicom::Tag tag) {
  return (std::uint32_t{tag.group} << 16U) | tag.element;
}

constexpr bool is_private_creator(dicom::Tag tag) {
  return tag.is_private() && tag.element >= 0x0010 && tag.element <= 0x00FF;
}

std::optional<Identifies> by_list(std::uint32_t tag) {
  if (is_in(ids, tag)) return Identifies::id;
  if (is_in(contacts, tag)) return Identifies::contact;
  if (is_in(places, tag)) return Identifies::institution;
  if (is_in(devices, tag)) return Identifies::device;
  if (is_in(of_staff, tag)) return Identifies::staff_name;
  return {};
}

} // namespace

bool is_text(dicom::Vr vr) {
  return vr == LO || vr == SH || vr == ST || vr == LT || vr == UT || vr == UC || vr == AE ||
         vr == PN || vr == UR;
}

bool is_instance_uid(dicom::Tag tag) {
  return is_in(instance_uids, number_of(tag));
}

std::optional<Identifies> identifies_of(dicom::Tag tag, dicom::Vr vr) {
  if (is_private_creator(tag)) return {};
  const auto standard = tag.is_private() ? std::nullopt : dicom::standard_vr(tag);
  if (vr == UN && standard) vr = *standard;
  const std::uint32_t number = number_of(tag);
  if (vr == PN) return is_in(of_person, number) ? Identifies::person_name : Identifies::staff_name;
  if (vr == DA || vr == DT) return number == 0x00100030 ? Identifies::birth_date : Identifies::date;
  if (vr == UI) {
    const TableRow *row = profile_row(tag);
    return row != nullptr || !standard ? std::optional(Identifies::uid) : std::nullopt;
  }
  if (!is_text(vr) && !(vr == UN && !standard)) return {};
  if (const auto listed = by_list(number)) return listed;
  if (profile_row(tag) != nullptr || !standard) return Identifies::free_text;
  return {};
}

std::optional<Identifies> identifies_inside(dicom::Tag sequence) {
  const std::uint32_t number = number_of(sequence);
  if (is_in(staff_sequences, number)) return Identifies::staff_name;
  if (is_in(place_sequences, number)) return Identifies::institution;
  if (is_in(device_sequences, number)) return Identifies::device;
  if (sequence.is_private()) return {};
  return profile_row(sequence) != nullptr ? std::optional(Identifies::free_text) : std::nullopt;
}

} // namespace curate::deid
