#include "tests/support/odd_maker.hpp"

#include "tests/support/ge_maker.hpp"
#include "tests/support/siemens_csa.hpp"
#include "tests/support/siemens_maker.hpp"
#include <array>
#include <fmt/format.h>
#include <functional>

namespace curate::support {

using dicom::Vr;

namespace {

/// Changes one file before it is written. Gives false to leave it out.
using Change = std::function<bool(Elements &, const Shot &)>;

Scene scene_of(int person_number) {
  const Person person = sample_people().at(static_cast<std::size_t>(person_number - 1));
  return {person, sample_site(person.vendor), sample_visit(person, 1)};
}

SeriesRun run_of(Vendor vendor, Kind kind) {
  SeriesRun run{.series_number = 3, .start_s = 36000};
  for (const Sequence &sequence : sample_sequences(vendor, true))
    if (sequence.kind == kind) run.sequence = sequence;
  return run;
}

std::string path_of(const Shot &shot) {
  return fmt::format("{:04}.dcm", shot.instance_number);
}

/// A small FLAIR, slice by slice, each changed.
void make_flair(const fs::path &folder, const Change &change, const WriteOptions &options = {}) {
  const Scene scene = scene_of(2);
  SeriesRun run = run_of(Vendor::siemens, Kind::flair);
  run.sequence.size = {32, 32, 12};
  Painter painter(coarse_head(scene.person.traits), Vendor::siemens, 1);
  const auto volume = painter.volume(run.sequence, 3, 0, 0, Component::magnitude);
  for (int slice = 0; slice < run.sequence.size[2]; ++slice) {
    const Shot shot{.instance_number = slice + 1, .slice = slice, .time_s = 36000};
    Elements elements = siemens_elements(scene, run, shot, volume);
    if (change(elements, shot)) write_bytes(folder / path_of(shot), encode(elements, options));
  }
}

void make_aborted(const fs::path &folder) {
  const Scene scene = scene_of(5);
  SeriesRun run = run_of(Vendor::ge, Kind::bold);
  run.frame_limit = 2 * run.sequence.size[2] + 5;
  Painter painter(coarse_head(scene.person.traits), Vendor::ge, 1);
  NameGiver names("bold", Naming::numbered);
  const auto sink = folder_sink(folder);
  make_ge_series(scene, run, painter, names, *sink);
}

void make_empty_mosaic(const fs::path &folder) {
  const Scene scene = scene_of(2);
  SeriesRun run = run_of(Vendor::siemens, Kind::bold);
  Painter painter(coarse_head(scene.person.traits), Vendor::siemens, 1);
  const auto volume = painter.volume(run.sequence, 3, 0, 0, Component::magnitude);
  const Shot shot{.time_s = 36000};
  Elements elements = siemens_elements(scene, run, shot, volume);
  elements.text({0x0019, 0x100A}, Vr::US, "0");
  elements.erase({0x0019, 0x1029});
  elements.bytes({0x0029, 0x1010}, Vr::OB,
                 csa_header({{"NumberOfImagesInMosaic", "US", {"0"}},
                             {"SliceNormalVector", "FD", {"0", "0", "1"}, 3}}));
  write_bytes(folder / path_of(shot), encode(elements));
}

/// Puts another transfer syntax of the same length into the meta information.
void make_unknown_syntax(const fs::path &folder) {
  make_flair(folder, [](Elements &, const Shot &) { return true; });
  constexpr std::string_view known = "1.2.840.10008.1.2.1";
  constexpr std::string_view unknown = "1.2.840.10008.1.9.1";
  for (int instance = 1; instance <= 12; ++instance) {
    const fs::path file = folder / path_of({.instance_number = instance});
    std::string bytes;
    fs::load_string_file(file, bytes);
    bytes.replace(bytes.find(known), known.size(), unknown);
    write_bytes(file, bytes_of(bytes));
  }
}

void make_truncated(const fs::path &folder) {
  make_flair(folder, [](Elements &, const Shot &) { return true; });
  const fs::path last = folder / path_of({.instance_number = 12});
  fs::resize_file(last, fs::file_size(last) - 700);
}

bool change_one(Odd kind, Elements &e, const Shot &shot) {
  const bool late = shot.slice >= 6;
  switch (kind) {
  case Odd::missing_slice:
    return shot.slice != 5;
  case Odd::two_patients:
    if (late) {
      e.text({0x0010, 0x0020}, Vr::LO, scene_of(3).person.id);
      e.text({0x0010, 0x0010}, Vr::PN, scene_of(3).person.name);
    }
    return true;
  case Odd::conflicting_birth_date:
    if (late) e.text({0x0010, 0x0030}, Vr::DA, "19840904");
    return true;
  case Odd::placeholder_id:
    e.text({0x0010, 0x0020}, Vr::LO, "ANONYMOUS");
    return true;
  case Odd::empty_id:
    e.text({0x0010, 0x0020}, Vr::LO, "");
    return true;
  case Odd::short_pixels:
    e.words({0x7FE0, 0x0010}, std::vector<std::uint16_t>(500));
    return true;
  case Odd::absurd_size:
    e.text({0x0028, 0x0010}, Vr::US, "65535");
    e.text({0x0028, 0x0011}, Vr::US, "65535");
    return true;
  case Odd::zero_rows:
    e.text({0x0028, 0x0010}, Vr::US, "0");
    return true;
  case Odd::repeated_instance_number:
    e.text({0x0020, 0x0013}, Vr::IS, "1");
    return true;
  case Odd::unequal_gaps:
    if (shot.slice == 11) e.text({0x0020, 0x0032}, Vr::DS, "-118.125\\-100\\140");
    return true;
  case Odd::aborted_volume:
  case Odd::truncated_file:
  case Odd::zero_slices:
  case Odd::unknown_transfer_syntax:
  case Odd::repeated_file:
  case Odd::no_preamble:
    return true;
  }
  return true;
}

struct Named {
  Odd kind;
  std::string_view name;
};

constexpr std::array named = {Named{Odd::missing_slice, "missing_slice"},
                              Named{Odd::aborted_volume, "aborted_volume"},
                              Named{Odd::two_patients, "two_patients"},
                              Named{Odd::conflicting_birth_date, "conflicting_birth_date"},
                              Named{Odd::placeholder_id, "placeholder_id"},
                              Named{Odd::empty_id, "empty_id"},
                              Named{Odd::short_pixels, "short_pixels"},
                              Named{Odd::truncated_file, "truncated_file"},
                              Named{Odd::absurd_size, "absurd_size"},
                              Named{Odd::zero_slices, "zero_slices"},
                              Named{Odd::zero_rows, "zero_rows"},
                              Named{Odd::unknown_transfer_syntax, "unknown_transfer_syntax"},
                              Named{Odd::repeated_instance_number, "repeated_instance_number"},
                              Named{Odd::repeated_file, "repeated_file"},
                              Named{Odd::unequal_gaps, "unequal_gaps"},
                              Named{Odd::no_preamble, "no_preamble"}};

} // namespace

std::vector<Odd> all_odd() {
  std::vector<Odd> kinds;
  for (const Named &row : named)
    kinds.push_back(row.kind);
  return kinds;
}

std::string_view name_of(Odd kind) {
  for (const Named &row : named)
    if (row.kind == kind) return row.name;
  return "";
}

void make_odd(const fs::path &folder, Odd kind) {
  const Change change = [kind](Elements &e, const Shot &shot) { return change_one(kind, e, shot); };
  if (kind == Odd::aborted_volume) return make_aborted(folder);
  if (kind == Odd::zero_slices) return make_empty_mosaic(folder);
  if (kind == Odd::unknown_transfer_syntax) return make_unknown_syntax(folder);
  if (kind == Odd::truncated_file) return make_truncated(folder);
  if (kind == Odd::no_preamble) return make_flair(folder, change, {.preamble = false});
  make_flair(folder, change);
  if (kind == Odd::repeated_file) make_flair(folder / "again", change);
}

} // namespace curate::support
