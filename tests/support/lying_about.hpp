#pragma once

#include "tests/support/naming.hpp"
#include "tests/support/sink.hpp"

namespace curate::support {

/// Adds to a visit what scanners and archives add: a screenshot with burned-in text, a presentation
/// state with a note, a structured report. `series_count`: numbers already taken.
void add_documents(const Scene &scene, int series_count, NameGiver &names, Sink &sink);

/// Adds what people leave in folders: a picture of a camera, a DICOMDIR, a text file, a copy of one
/// DICOM file.
void add_lying_about(const fs::path &dicom, const Person &person);

} // namespace curate::support
