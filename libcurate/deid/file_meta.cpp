#include <libcurate/deid/file_meta.hpp>

#include <array>
#include <libcurate/deid/element_writer.hpp>

namespace curate::deid {

namespace {

using dicom::Vr;

constexpr std::size_t preamble_bytes = 128;
// Of this program, for good. Source: DICOM PS3.5, B.2.
constexpr std::string_view implementation_class_uid =
    "2.25.277073593179254663011932315803804125631";
constexpr std::string_view implementation_version_name = "CURATE " CURATE_VERSION;

} // namespace

std::vector<std::byte> file_meta(std::string_view sop_class_uid, std::string_view instance_uid,
                                 std::string_view transfer_syntax_uid) {
  ElementWriter group({true, false});
  constexpr std::array version = {std::byte{0}, std::byte{1}};
  group.element({0x0002, 0x0001}, Vr::OB, version);
  group.text({0x0002, 0x0002}, Vr::UI, sop_class_uid);
  group.text({0x0002, 0x0003}, Vr::UI, instance_uid);
  group.text({0x0002, 0x0010}, Vr::UI, transfer_syntax_uid);
  group.text({0x0002, 0x0012}, Vr::UI, implementation_class_uid);
  group.text({0x0002, 0x0013}, Vr::SH, implementation_version_name);

  ElementWriter length({true, false});
  length.lead({0x0002, 0x0000}, Vr::UL, 4);
  std::vector<std::byte> out(preamble_bytes);
  for (const char c : std::string_view("DICM"))
    out.push_back(static_cast<std::byte>(c));
  out.insert(out.end(), length.bytes().begin(), length.bytes().end());
  for (std::size_t i = 0; i < 4; ++i)
    out.push_back(static_cast<std::byte>(group.size() >> (8 * i) & 0xFF));
  out.insert(out.end(), group.bytes().begin(), group.bytes().end());
  return out;
}

} // namespace curate::deid
