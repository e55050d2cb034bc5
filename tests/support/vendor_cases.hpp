#pragma once

#include <functional>

#include "tests/support/dicom_writer.hpp"
#include "tests/support/made_scan.hpp"

namespace curate::support {

/// One series as a vendor writes it, made to be read by other converters as well.
struct VendorCase {
  std::string name; ///< "ge dwi sagittal row reversed"
  int series_number = 0;
  std::vector<Elements> files;
};

/// Series after series, each with its own number.
class VendorCases {
public:
  /// Adds what a scan gives; `finish` adds to each file what its vendor writes, told which slice
  /// (of files that hold one) and volume it shows.
  using Finish = std::function<void(Elements &file, int slice, int volume)>;
  void add(std::string name, const MadeScan &scan, const Finish &finish = {});
  /// Several scans that make one series: echoes, components, planes.
  void add_to_last(const MadeScan &scan, const Finish &finish = {});
  std::vector<VendorCase> take() { return std::move(cases_); }

private:
  std::vector<VendorCase> cases_;
};

/// The planes that cases go through: axial, sagittal, coronal, and an axial one turned about two
/// axes.
enum class CasePlane { axial, sagittal, coronal, oblique };
const char *name_of(CasePlane plane);

/// A small EPI-like scan in a plane; slices from the last to the first along the normal where
/// `is_reversed`.
MadeScan case_scan(CasePlane plane, bool is_reversed);
/// The same with b-values 0, 1000, 1000, 2000 and their directions.
MadeScan case_dwi(CasePlane plane, bool is_reversed);

void add_siemens_cases(VendorCases &cases);
void add_ge_cases(VendorCases &cases);
void add_philips_cases(VendorCases &cases);
void add_other_cases(VendorCases &cases);

/// Every case of every vendor.
std::vector<VendorCase> vendor_cases();

} // namespace curate::support
