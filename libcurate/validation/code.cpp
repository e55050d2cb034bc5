#include <libcurate/validation/code.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace curate::validation {

namespace {

using enum Severity;
using enum Part;

// Sorted by name.
constexpr std::array table = std::to_array<Code>({
    {"BIDS-ASLCONTEXT-MISSING", error, bids, "the picture has no table of what its volumes are",
     "add the _aslcontext.tsv"},
    {"BIDS-B0-SOURCE", error, bids,
     "B0FieldSource names a field that no picture of the subject gives",
     "correct it, or give B0FieldIdentifier to the field map"},
    {"BIDS-DATATYPE", error, bids, "the file lies in the wrong folder",
     "move it to the folder of its suffix"},
    {"BIDS-DESCRIPTION-EMPTY", warning, bids, "a field of dataset_description.json is empty",
     "fill it in"},
    {"BIDS-DESCRIPTION-FIELD", error, bids, "dataset_description.json lacks a field", "add it"},
    {"BIDS-DESCRIPTION-MISSING", error, bids, "there is no dataset_description.json",
     "add one with Name and BIDSVersion"},
    {"BIDS-DUPLICATE", error, bids, "the picture is there twice, as .nii and as .nii.gz",
     "keep one of them"},
    {"BIDS-EDITION", warning, bids, "this edition of BIDS is not known", "name a published one"},
    {"BIDS-ENTITY", error, bids, "names of this kind do not have all of these entities",
     "take out what does not belong"},
    {"BIDS-ENTITY-MISSING", error, bids, "the name lacks an entity", "add it"},
    {"BIDS-ENTITY-ORDER", error, bids, "the entities stand in the wrong order", "rename the file"},
    {"BIDS-ENTITY-REPEATED", error, bids, "the name has an entity twice", "keep one of them"},
    {"BIDS-ENTITY-UNKNOWN", error, bids, "the name has an entity that BIDS does not have",
     "use those of BIDS; acq- holds any label"},
    {"BIDS-EVENTS-MISSING", warning, bids, "a task that is no rest has no events",
     "add the _events.tsv"},
    {"BIDS-EXTENSION", error, bids, "names of this suffix do not have this extension",
     "rename or convert the file"},
    {"BIDS-FIELD-CONFLICT", error, bids, "fields contradict each other",
     "correct them by the scanner's protocol"},
    {"BIDS-FIELD-KIND", error, bids, "a field holds a value of the wrong kind",
     "write it as it is expected"},
    {"BIDS-FIELD-MISSING", error, bids, "the sidecars of the file lack a field",
     "add it to the sidecar"},
    {"BIDS-FIELD-RANGE", error, bids, "a number is out of its range",
     "correct it; times are in seconds"},
    {"BIDS-FIELD-WORD", error, bids, "a field holds a word that BIDS does not have there",
     "use one of its words"},
    {"BIDS-FILE-EMPTY", error, bids, "the file is empty", "restore or remove it"},
    {"BIDS-FILE-SPECIAL", error, bids, "this is neither a file nor a folder", "remove it"},
    {"BIDS-FILE-UNREADABLE", error, bids, "the file or folder cannot be read",
     "see to its permissions"},
    {"BIDS-FOLDER", error, bids, "the name says another subject or session than its folder",
     "rename or move the file"},
    {"BIDS-FOLDER-UNKNOWN", error, bids, "the file lies in a folder that BIDS does not have",
     "move it to sourcedata, derivatives or code, or name it in .bidsignore"},
    {"BIDS-GRADIENTS-MISSING", error, bids, "a diffusion picture lacks its gradients",
     "add the file"},
    {"BIDS-INHERITANCE", warning, bids,
     "two sidecars of one folder apply, and neither is part of the other",
     "make one of them more specific"},
    {"BIDS-INTENDED-FOR", error, bids, "IntendedFor names a file that is not there",
     "correct the path, or remove the link"},
    {"BIDS-JSON", error, bids, "this is no JSON, or none of the kind that is expected",
     "correct it at the line that is named"},
    {"BIDS-JSON-DEPTH", error, bids, "the JSON nests too deep", "write it flat"},
    {"BIDS-JSON-REPEATED-KEY", error, bids,
     "an object of the JSON has two members of one name, before this line",
     "keep one: readers disagree which counts"},
    {"BIDS-JSON-SIZE", error, bids, "the JSON is too large", "keep data in tables"},
    {"BIDS-JSON-UTF8", error, bids, "the JSON is not UTF-8", "convert it"},
    {"BIDS-LABEL", error, bids, "a label has what its entity cannot have",
     "use letters and digits; digits alone for run, echo, flip, inv, split and chunk"},
    {"BIDS-LINK-BROKEN", error, bids, "the link leads nowhere",
     "fetch the file, or remove the link"},
    {"BIDS-LINK-FOLDER", warning, bids, "a link to a folder is not followed",
     "move the folder here"},
    {"BIDS-MAGNITUDE-MISSING", error, bids, "a field map lacks its _magnitude picture", "add it"},
    {"BIDS-MAGNITUDE1-MISSING", warning, bids, "a phase difference lacks its _magnitude1 picture",
     "add it"},
    {"BIDS-NAME", error, bids, "this is no name of BIDS",
     "name it <entities>_<suffix>.<extension>, or name it in .bidsignore"},
    {"BIDS-NO-SUBJECTS", error, bids, "there is no folder sub-<label>",
     "name the folder that holds the subjects"},
    {"BIDS-README-MANY", error, bids, "there is more than one README", "keep one"},
    {"BIDS-README-MISSING", warning, bids, "there is no README", "describe the dataset in one"},
    {"BIDS-SIDECAR-ORPHAN", error, bids, "the sidecar describes no file",
     "remove it, or restore what it describes"},
    {"BIDS-SUBJECT-EMPTY", error, bids, "the subject has no file of BIDS",
     "remove the folder, or fill it"},
    {"BIDS-SUFFIX", error, bids, "this suffix is none of BIDS",
     "rename the file, or name it in .bidsignore"},
    {"IMAGE-AFFINE", error, images, "the header places the picture where none can be",
     "convert it again"},
    {"IMAGE-COUNT", error, images, "a field has not one value for each volume",
     "correct the sidecar"},
    {"IMAGE-DIMENSION", error, images, "the header's dimensions are not usable",
     "convert the picture again"},
    {"IMAGE-ECHO-SPACING", error, images,
     "EffectiveEchoSpacing times the lines is longer than RepetitionTime",
     "correct it; it is in seconds"},
    {"IMAGE-EMPTY", error, images, "the picture is an empty file", "restore or remove it"},
    {"IMAGE-EXCESS", warning, images, "the file is longer than its header says",
     "convert the picture again"},
    {"IMAGE-GRADIENT-COUNT", error, images, "volumes and gradients are not of one number",
     "restore the .bval and .bvec of this picture"},
    {"IMAGE-GRADIENT-NUMBER", error, images, "gradients are numbers with blanks between",
     "restore the file"},
    {"IMAGE-GRADIENT-RANGE", error, images, "gradients are out of their range", "restore the file"},
    {"IMAGE-GRADIENT-ROW-LENGTH", error, images, "the rows of the gradients are not of one length",
     "restore the file"},
    {"IMAGE-GRADIENT-ROWS", error, images,
     "the gradients have not the number of rows that they should have",
     "write .bval as one row, .bvec as three"},
    {"IMAGE-GZIP-DAMAGED", error, images, "the gzip file is damaged", "restore it from its source"},
    {"IMAGE-GZIP-TRUNCATED", error, images, "the gzip file ends too early",
     "restore it from its source"},
    {"IMAGE-NO-PLACE", error, images, "the header has neither sform nor qform",
     "convert the picture again"},
    {"IMAGE-NO-REPETITION-TIME", error, images, "the header gives no time between volumes",
     "set pixdim[4]"},
    {"IMAGE-NOT-3D", error, images, "the picture has more than three dimensions",
     "split its volumes"},
    {"IMAGE-NOT-4D", error, images, "the picture has not four dimensions", "join its volumes"},
    {"IMAGE-NOT-GZIP", error, images, "the file is named .gz and is not packed",
     "name it .nii, or pack it"},
    {"IMAGE-NOT-NIFTI", error, images, "this is no NIfTI file", "convert it"},
    {"IMAGE-PAIR", error, images, "the voxels are in another file", "join them as one .nii"},
    {"IMAGE-REPETITION-TIME", error, images, "header and sidecar give different repetition times",
     "correct the one that is wrong; the sidecar is in seconds"},
    {"IMAGE-SLICE-TIMING", error, images, "a slice is taken after the next volume begins",
     "correct SliceTiming; it is in seconds"},
    {"IMAGE-SLICE-TIMING-COUNT", error, images, "SliceTiming has not one time for each slice",
     "correct the sidecar"},
    {"IMAGE-TIME-UNITS", error, images, "the header's unit of time is none",
     "set xyzt_units to seconds"},
    {"IMAGE-TRUNCATED", error, images, "the file is shorter than its header says",
     "restore it from its source"},
    {"IMAGE-UNITS", warning, images, "the header does not say in which unit voxels are measured",
     "set xyzt_units"},
    {"IMAGE-VOXEL-SIZE", error, images, "a voxel has no size", "convert the picture again"},
    {"PRIVACY-AGE", warning, privacy, "an age is over 89", "fold it: write 89+"},
    {"PRIVACY-CONTACT", error, privacy, "a cell looks like an address of mail or a name",
     "take it out"},
    {"PRIVACY-DATE", warning, privacy, "a day of this or the last century is told",
     "shift it to before 1926, or take it out"},
    {"PRIVACY-FREE-TEXT", warning, privacy, "a column holds text in somebody's own words",
     "read it, or take the column out"},
    {"PRIVACY-GZIP-COMMENT", warning, privacy, "the gzip header holds a comment",
     "pack the file again, with gzip -n"},
    {"PRIVACY-GZIP-NAME", warning, privacy, "the gzip header holds the name of the original file",
     "pack it again, with gzip -n"},
    {"PRIVACY-GZIP-TIME", warning, privacy, "the gzip header holds a time",
     "pack the file again, with gzip -n"},
    {"PRIVACY-HEADER-EXTENSION", warning, privacy,
     "the header has an extension, which may hold anything", "take it out"},
    {"PRIVACY-HEADER-TEXT", warning, privacy, "a text field of the header is filled",
     "empty descrip, aux_file and db_name"},
    {"PRIVACY-IDENTIFIER", error, privacy, "a field or column of this name identifies people",
     "take it out"},
    {"PRIVACY-PLACE", warning, privacy,
     "a field or column of this name tells a place, a device or a study",
     "take it out, unless it is to be shared"},
    {"TABLE-BYTE-ORDER-MARK", warning, variables, "the table begins with a byte order mark",
     "save it as plain UTF-8"},
    {"TABLE-COLUMN-MISSING", error, variables, "the table lacks a column", "add it"},
    {"TABLE-COLUMN-NAME", error, variables, "a column has no name", "name it"},
    {"TABLE-COLUMN-ORDER", error, variables, "the first columns are not those that must come first",
     "put them in this order"},
    {"TABLE-COLUMN-REPEATED", error, variables, "two columns have one name", "rename one"},
    {"TABLE-DATE-TIME", error, variables, "a time is not written as YYYY-MM-DDThh:mm:ss",
     "write it so"},
    {"TABLE-EMPTY", error, variables, "the table is empty", "write its header, or remove it"},
    {"TABLE-EMPTY-CELL", error, variables, "a cell is empty", "write n/a where there is no value"},
    {"TABLE-KEY-FORM", error, variables, "the label of a subject is not written as BIDS does",
     "write it as the folder is named"},
    {"TABLE-KEY-MISSING", error, variables, "the table has no row of this one", "add it"},
    {"TABLE-KEY-REPEATED", error, variables, "a key stands in two rows", "keep one of them"},
    {"TABLE-KEY-UNKNOWN", error, variables, "a row is of none that the dataset has",
     "correct or remove it"},
    {"TABLE-LINE-END", error, variables, "lines end with a carriage return",
     "save the table with line feeds alone"},
    {"TABLE-ROW", error, variables, "a row has not as many cells as the header",
     "correct its tabs"},
    {"TABLE-SCAN-MISSING", warning, variables, "the table of scans lacks a picture", "add its row"},
    {"TABLE-SCAN-UNKNOWN", error, variables, "the table of scans names a file that is not there",
     "correct or remove its row"},
    {"TABLE-SESSION-UNKNOWN", warning, variables, "a row is of a session that the subject has not",
     "correct it, or leave it where the visit was without scans"},
    {"TABLE-STIMULUS-UNKNOWN", error, variables, "a row names a stimulus that is not in stimuli/",
     "add the file, or correct the row"},
    {"TABLE-TEXT", error, variables, "a row is not UTF-8 text", "convert the table"},
});

} // namespace

std::string_view name_of(Part part) {
  switch (part) {
  case bids:
    return "bids";
  case variables:
    return "variables";
  case images:
    return "images";
  case privacy:
    return "privacy";
  }
  return {};
}

std::span<const Code> all_codes() {
  return table;
}

const Code &code_of(std::string_view name) {
  const auto found = std::ranges::lower_bound(table, name, {}, &Code::name);
  if (found == table.end() || found->name != name)
    throw std::logic_error("no rule is called " + std::string(name));
  return *found;
}

} // namespace curate::validation
