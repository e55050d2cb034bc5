#include "tests/support/canary_objects.hpp"

#include <fmt/format.h>
#include <functional>
#include <stdexcept>

#include "tests/support/canary_blobs.hpp"
#include "tests/support/canary_plant.hpp"
#include "tests/support/encapsulate.hpp"
#include "tests/support/ge_maker.hpp"
#include "tests/support/made_scan_files.hpp"
#include "tests/support/philips_maker.hpp"
#include "tests/support/siemens_maker.hpp"

namespace curate::support {

using dicom::Tag;
using dicom::Vr;

namespace {

constexpr int across = 16;

Scene scene_of(Vendor vendor) {
  for (Person person : sample_people())
    if (person.vendor == vendor || vendor == Vendor::philips) {
      person.character_set = "ISO_IR 100";
      person.name = person.name.substr(0, person.name.find('='));
      return {person, sample_site(vendor), sample_visit(person, 1)};
    }
  return {};
}

SeriesRun run_of(Vendor vendor, Kind kind) {
  SeriesRun run{.series_number = 3, .start_s = 36000};
  const Vendor like = vendor == Vendor::philips ? Vendor::ge : vendor;
  for (const Sequence &sequence : sample_sequences(like, true))
    if (sequence.kind == kind) run.sequence = sequence;
  run.sequence.size = {across, across, 4};
  return run;
}

std::vector<std::uint16_t> ramp(std::size_t count) {
  std::vector<std::uint16_t> values(count);
  for (std::size_t i = 0; i < count; ++i)
    values[i] = static_cast<std::uint16_t>(i % 1000);
  return values;
}

ByteString vendor_object(Vendor vendor, Kind kind) {
  const Scene scene = scene_of(vendor);
  const SeriesRun run = run_of(vendor, kind);
  const Shot shot{.time_s = 36000};
  const auto volume = ramp(across * across * 4);
  switch (vendor) {
  case Vendor::siemens:
    return encode(siemens_elements(scene, run, shot, volume));
  case Vendor::ge:
    return encode(ge_elements(scene, run, shot, volume));
  case Vendor::philips:
    return encode(philips_elements(scene, run, shot, PhilipsScaling{}, volume));
  }
  return {};
}

/// An object of a class, its person and study as scanners write them.
Elements plain(std::string_view sop_class, std::string_view modality) {
  const SeriesRun run = run_of(Vendor::siemens, Kind::flair);
  Elements e = common_header(scene_of(Vendor::siemens), run, Shot{.time_s = 36000});
  e.text({0x0008, 0x0016}, Vr::UI, sop_class);
  e.text({0x0008, 0x0060}, Vr::CS, modality);
  return e;
}

Elements with_picture(Elements e) {
  put_picture(e, run_of(Vendor::siemens, Kind::flair).sequence,
              place_of(run_of(Vendor::siemens, Kind::flair).sequence, 0),
              {.values = ramp(across * across), .columns = across, .rows = across});
  return e;
}

Elements item_with(Tag tag, Vr vr, std::string_view text) {
  Elements item;
  item.text(tag, vr, text);
  return item;
}

Elements report() {
  Elements e = plain("1.2.840.10008.5.1.4.1.1.88.11", "SR");
  e.text({0x0040, 0xA040}, Vr::CS, "CONTAINER");
  e.text({0x0040, 0xA050}, Vr::CS, "SEPARATE");
  e.text({0x0040, 0xA491}, Vr::CS, "COMPLETE");
  e.text({0x0040, 0xA493}, Vr::CS, "UNVERIFIED");
  Elements finding;
  finding.text({0x0040, 0xA010}, Vr::CS, "CONTAINS");
  finding.text({0x0040, 0xA040}, Vr::CS, "TEXT");
  finding.text({0x0040, 0xA160}, Vr::UT, "Findings");
  e.item({0x0040, 0xA730}, std::move(finding));
  return e;
}

Elements screenshot() {
  Elements e = with_picture(plain("1.2.840.10008.5.1.4.1.1.7", "OT"));
  e.text({0x0008, 0x0064}, Vr::CS, "WSD");
  return e;
}

Elements presentation_state() {
  Elements e = plain("1.2.840.10008.5.1.4.1.1.11.1", "PR");
  Elements annotation = item_with({0x0070, 0x0002}, Vr::CS, "NOTES");
  annotation.item({0x0070, 0x0008}, item_with({0x0070, 0x0006}, Vr::ST, "lesion"));
  e.item({0x0070, 0x0001}, std::move(annotation));
  return e;
}

Elements plan() {
  Elements e = plain("1.2.840.10008.5.1.4.1.1.481.5", "RTPLAN");
  e.text({0x300A, 0x0002}, Vr::SH, "Plan");
  Elements beam = item_with({0x300A, 0x00C2}, Vr::LO, "Field 1");
  beam.item({0x300A, 0x0111}, item_with({0x300A, 0x0112}, Vr::IS, "0"));
  e.item({0x300A, 0x00B0}, std::move(beam));
  return e;
}

Elements structures() {
  Elements e = plain("1.2.840.10008.5.1.4.1.1.481.3", "RTSTRUCT");
  e.text({0x3006, 0x0002}, Vr::SH, "Structures");
  e.item({0x3006, 0x0020}, item_with({0x3006, 0x0026}, Vr::LO, "Brain"));
  return e;
}

Elements document() {
  Elements e = plain("1.2.840.10008.5.1.4.1.1.104.1", "DOC");
  e.text({0x0042, 0x0012}, Vr::LO, "application/pdf");
  e.bytes({0x0042, 0x0011}, Vr::OB, bytes_of("%PDF-1.4 a report of somebody %%EOF "));
  return e;
}

Elements enhanced() {
  MadeScan scan;
  scan.form = Form::enhanced;
  scan.maker = Maker::siemens;
  scan.size = {8, 8, 3};
  return elements_of(std::span(&scan, 1), 4).front();
}

/// A picture whose pixels OpenJPEG compressed.
ByteString jpeg2000() {
  const ByteString native = encode(with_picture(plain("1.2.840.10008.5.1.4.1.1.4", "MR")));
  RawFile file = taken_apart(native);
  const std::string syntax = "1.2.840.10008.1.2.4.90";
  RawElement &pixels = file.data[dicom::tags::pixel_data];
  const dicom::PixelFormat format{.rows = across,
                                  .columns = across,
                                  .samples_per_pixel = 1,
                                  .bits_allocated = 16,
                                  .bits_stored = 12,
                                  .high_bit = 11};
  const ByteString frame = compressed(bytes_of(pixels.bytes), format, syntax);
  const PixelBytes items = encapsulated({frame}, OffsetTable::empty, 1);
  constexpr std::size_t delimiter = 8; // which is written again
  pixels.vr = Vr::OB;
  pixels.is_undefined = true;
  pixels.bytes.assign(reinterpret_cast<const char *>(items.data()), items.size() - delimiter);
  file.meta[{0x0002, 0x0010}].bytes = syntax;
  return put_together(std::move(file));
}

ByteString compressed_mr(const char *syntax) {
  return encode(with_picture(plain("1.2.840.10008.5.1.4.1.1.4", "MR")),
                {.transfer_syntax = syntax});
}

struct ObjectMaker {
  const char *name;
  std::function<ByteString()> make;
};

const std::vector<ObjectMaker> &makers() {
  static const std::vector<ObjectMaker> all = {
      {"enhanced MR", [] { return encode(enhanced()); }},
      {"mosaic with CSA", [] { return vendor_object(Vendor::siemens, Kind::bold); }},
      {"GE", [] { return vendor_object(Vendor::ge, Kind::dwi); }},
      {"Philips", [] { return vendor_object(Vendor::philips, Kind::dwi); }},
      {"structured report", [] { return encode(report()); }},
      {"secondary capture", [] { return encode(screenshot()); }},
      {"RT plan", [] { return encode(plan()); }},
      {"RT dose",
       [] { return encode(with_picture(plain("1.2.840.10008.5.1.4.1.1.481.2", "RTDOSE"))); }},
      {"RT structures", [] { return encode(structures()); }},
      {"PET", [] { return encode(with_picture(plain("1.2.840.10008.5.1.4.1.1.128", "PT"))); }},
      {"CT", [] { return encode(with_picture(plain("1.2.840.10008.5.1.4.1.1.2", "CT"))); }},
      {"presentation state", [] { return encode(presentation_state()); }},
      {"encapsulated PDF", [] { return encode(document()); }},
      {"MR in JPEG lossless", [] { return compressed_mr("1.2.840.10008.1.2.4.70"); }},
      {"MR in JPEG-LS", [] { return compressed_mr("1.2.840.10008.1.2.4.80"); }},
      {"MR in JPEG 2000", jpeg2000},
      {"MR in RLE", [] { return compressed_mr("1.2.840.10008.1.2.5"); }}};
  return all;
}

} // namespace

std::vector<std::string> canary_kinds() {
  std::vector<std::string> names;
  for (const ObjectMaker &maker : makers())
    names.emplace_back(maker.name);
  return names;
}

CanaryObject canary_object_of(std::string name, std::span<const std::byte> file,
                              const PlantOptions &options) {
  CanaryObject object{.name = std::move(name), .file = {}, .canaries = {}};
  object.file = planted_everywhere(file, object.canaries, options);
  object.file = planted_in_blobs(std::move(object.file), object.canaries);
  object.file = planted_around_pixels(std::move(object.file), object.canaries);
  return object;
}

CanaryObject canary_object(const std::string &kind, const PlantOptions &options) {
  for (const ObjectMaker &maker : makers())
    if (maker.name == kind) return canary_object_of(kind, maker.make(), options);
  throw std::runtime_error("no such kind of object");
}

} // namespace curate::support
