#pragma once

#include <libcurate/deid/known_values.hpp>

namespace curate::dicom {
struct LoadedSeries;
}

namespace curate::deid {

/// What the loaded headers of one series say of its person, site, staff and devices.
KnownValues known_of(const dicom::LoadedSeries &series);

} // namespace curate::deid
