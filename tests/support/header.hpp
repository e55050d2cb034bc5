#pragma once

#include "tests/support/dicom_writer.hpp"
#include "tests/support/sequence.hpp"

namespace curate::support {

/// One person on one day at one scanner.
struct Scene {
  Person person{};
  Site site{};
  Visit visit{};
};

/// One series of a scene.
struct SeriesRun {
  Sequence sequence{};
  int series_number = 1;
  int start_s = 0; ///< of the day
  int frame_limit =
      0; ///< an aborted scan: stops after so many slices (GE) or volumes (Siemens); 0: whole
};

/// One file of a series: which slice, volume and echo it shows. All from 0.
struct Shot {
  int instance_number = 1;
  int slice = 0, volume = 0, echo = 0;
  bool is_phase = false;
  double time_s = 0; ///< of the day
};

/// What the pixels are, for the picture module.
struct Pixels {
  std::vector<std::uint16_t> values{}; ///< columns fastest; signed pictures as two's complement
  int columns = 0, rows = 0;
  int bits_stored = 12;
  bool is_signed = false;
};

/// UIDs that a scanner with this root makes: scanner, date and a number drawn from the seed.
std::string make_uid(const Site &site, const Visit &visit, std::string_view what,
                     std::uint64_t number);
std::string study_uid(const Scene &scene);
std::string series_uid(const Scene &scene, const SeriesRun &run);
std::string instance_uid(const Scene &scene, const SeriesRun &run, const Shot &shot);
/// "093042.527500".
std::string time_of_day(double seconds);

/// Patient, study, series, equipment and procedure modules, with all planted identities that both
/// scanners write. Everything but vendor's elements and pixels.
Elements common_header(const Scene &scene, const SeriesRun &run, const Shot &shot);
/// Position, orientation, spacing and pixels of a 2D slice at a place.
void put_picture(Elements &elements, const Sequence &sequence, const SlicePlace &place,
                 Pixels pixels);
/// Timing and contrast elements of group 0018.
void put_acquisition(Elements &elements, const Sequence &sequence, const Shot &shot);

} // namespace curate::support
