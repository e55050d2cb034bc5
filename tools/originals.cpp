#include "tools/originals.hpp"

#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/dicom/scan.hpp>

namespace curate::tools {

Originals gather_originals(const std::vector<std::string> &paths, const deid::Options &retained,
                           unsigned jobs, report::Progress &bar) {
  deid::Gathering gathering(retained, deid::Gathering::Uids::all);
  const std::vector<fs::path> roots(paths.begin(), paths.end());
  const auto scan = dicom::scan(
      roots, jobs,
      [&bar](std::size_t done, std::size_t total) { bar.show("reading", done, total); },
      [&gathering](const dicom::Header &header, const dicom::Instance &) {
        gathering.look_at(header, {});
      });
  if (scan.instances.empty())
    throw InputError("there is no DICOM file below --against; nothing is known to search for");
  Originals originals{gathering.all(), scan.instances.size(), scan.findings};
  for (Finding &finding : originals.findings)
    finding.file.clear();
  if (originals.values.left_out() > 0)
    originals.findings.push_back(
        {Severity::error,
         "LEAKS-VALUES-LEFT-OUT",
         {},
         {},
         fmt::format("{} values of the originals were not kept for the search: there are too many",
                     originals.values.left_out()),
         "search against a part of the originals at a time"});
  return originals;
}

} // namespace curate::tools
