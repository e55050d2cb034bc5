#include <libcurate/deid/terms.hpp>
#include <libcurate/deid/terms_table.hpp>

#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>

namespace curate::deid {
namespace {

TEST(defined_terms, are_those_of_the_standard) {
  for (const char *term : {"CR",
                           "CT",
                           "MR",
                           "NM",
                           "OT",
                           "SR",
                           "US",
                           "ECG",
                           "PR",
                           "KO",
                           "PT",
                           "XA",
                           "RF",
                           "DX",
                           "MG",
                           "SC",
                           "SEG",
                           "RTSTRUCT",
                           "NORMAL",
                           "CODE",
                           "NUM",
                           "TEXT",
                           "CONTAINS",
                           "CONTAINER",
                           "PNAME",
                           "UIDREF",
                           "SCOORD",
                           "HAS OBS CONTEXT",
                           "COMPLETE",
                           "VERIFIED",
                           "UNVERIFIED",
                           "SEPARATE",
                           "ORIGINAL",
                           "DERIVED",
                           "PRIMARY",
                           "SECONDARY",
                           "AXIAL",
                           "LOCALIZER",
                           "M",
                           "ND",
                           "MOSAIC",
                           "DIS2D",
                           "T1 MAP",
                           "MONOCHROME1",
                           "MONOCHROME2",
                           "RGB",
                           "YBR_FULL_422",
                           "PALETTE COLOR",
                           "HFS",
                           "FFP",
                           "HFDL",
                           "SE",
                           "GR",
                           "EP",
                           "IR",
                           "RM",
                           "SK",
                           "SP",
                           "2D",
                           "3D",
                           "ROW",
                           "COL",
                           "BRAIN",
                           "HEAD",
                           "CHEST",
                           "ABDOMEN",
                           "CSPINE",
                           "KNEE",
                           "HEADNECK",
                           "YES",
                           "NO",
                           "MAGNITUDE",
                           "PHASE",
                           "REAL",
                           "IMAGINARY",
                           "DIFFUSION",
                           "ISOTROPIC",
                           "DIRECTIONAL",
                           "BMATRIX",
                           "HU",
                           "BQML",
                           "PFP",
                           "FS",
                           "FC",
                           "SPIRAL",
                           "RECTILINEAR",
                           "VOLUME",
                           "ISO_IR 100",
                           "ISO 2022 IR 87",
                           "M_FFE",
                           "PHASE MAP",
                           "FILTERED_GEMS",
                           "R",
                           "L",
                           "U",
                           "DISTORTED",
                           "SAMPLED"})
    EXPECT_TRUE(is_defined_term(term)) << term;
  EXPECT_TRUE(is_defined_term("  MR "));
}

TEST(defined_terms, include_directions) {
  for (const char *term : {"A", "PF", "LPH", "RAF", "HP"})
    EXPECT_TRUE(is_defined_term(term)) << term;
  for (const char *term : {"APR", "ALF", "HAL", "HH", "FRAP"})
    EXPECT_FALSE(is_defined_term(term)) << term;
}

TEST(defined_terms, hold_nobody) {
  for (const char *text :
       {"",       "JOHN",     "DOE",        "SMITH", "MUELLER", "ANNA",     "EVE",   "19610312",
        "4711",   "A4711",    "mr",         "Brain", "MR HANS", "DOE_JOHN", "CHILD", "LIMA",
        "123456", "HENSCHKE", "MANCHESTER", "GREEN", "WHITE",   "MR|CT",    "|"})
    EXPECT_FALSE(is_defined_term(text)) << text;
}

TEST(defined_terms, fit_the_code_string) {
  std::string_view before;
  for (const auto term : base::split(terms_of_the_standard, '|')) {
    if (term.empty()) continue;
    EXPECT_LT(before, term);
    before = term;
    EXPECT_LE(term.size(), 16U) << term;
    EXPECT_EQ(term.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ "), term.npos) << term;
  }
}

} // namespace
} // namespace curate::deid
