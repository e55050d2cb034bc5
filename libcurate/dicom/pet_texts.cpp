#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/pet.hpp>
#include <string>
#include <utility>
#include <vector>

namespace curate::dicom::pet {
namespace {

constexpr std::size_t longest = 128; // of LO, and some

// Lower case, letters and digits only: "Fluorodeoxyglucose F^18^" and "FLUORODEOXYGLUCOSE-F18"
// alike.
std::string squeezed(std::string_view text) {
  return base::lower(base::alphanumeric(text.substr(0, longest)));
}

// Words of letters and digits, in lower case; any other byte parts them.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : base::lower(text.substr(0, longest))) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  return words;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The number before the letter in "4i16s"; nothing where the letter follows no number, or a letter
// follows it.
std::optional<int> number_before(std::string_view text, char letter) {
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] != letter || !is_digit(text[at - 1])) continue;
    if (at + 1 < text.size() && text[at + 1] >= 'a' && text[at + 1] <= 'z') continue;
    std::size_t begin = at;
    while (begin > 0 && is_digit(text[begin - 1]))
      --begin;
    const auto value = base::to_integer(text.substr(begin, at - begin));
    if (value && *value > 0 && *value < 1000) return static_cast<int>(*value);
  }
  return {};
}

// The first number with its decimals; nothing where there is none.
std::optional<double> first_number(std::string_view text) {
  const auto *const digits = "0123456789";
  const std::size_t begin = text.find_first_of(digits);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = text.find_first_not_of("0123456789.", begin);
  return base::to_double(text.substr(begin, end == std::string_view::npos ? end : end - begin));
}

struct Isotope {
  Radionuclide nuclide;
  double half_life_s;
  std::string_view spellings[3];
};
constexpr Isotope isotopes[] = {{Radionuclide::c11, 1221.8, {"c11", "11c", "11carbon"}},
                                {Radionuclide::n13, 597.9, {"n13", "13n", "13nitrogen"}},
                                {Radionuclide::o15, 122.24, {"o15", "15o", "15oxygen"}},
                                {Radionuclide::f18, 6586.2, {"f18", "18f", "18fluorine"}},
                                {Radionuclide::cu62, 580.2, {"cu62", "62cu", "62copper"}},
                                {Radionuclide::cu64, 45723.6, {"cu64", "64cu", "64copper"}},
                                {Radionuclide::ga68, 4062.6, {"ga68", "68ga", "68gallium"}},
                                {Radionuclide::rb82, 75.45, {"rb82", "82rb", "82rubidium"}},
                                {Radionuclide::y86, 53064, {"y86", "86y", "86yttrium"}},
                                {Radionuclide::zr89, 282276, {"zr89", "89zr", "89zirconium"}},
                                {Radionuclide::i124, 360806.4, {"i124", "124i", "124iodine"}}};

struct Spelling {
  std::string_view part; ///< of the squeezed text
  Tracer tracer;
};
// No part of one row occurs in the name of another tracer; longer names of the standard's list and
// the codes of the literature.
constexpr Spelling spellings[] = {{"fluorodeoxyglucose", Tracer::fdg},
                                  {"fludeoxyglucose", Tracer::fdg},
                                  {"fdg", Tracer::fdg},
                                  {"pittsburghcompoundb", Tracer::pib},
                                  {"florbetapir", Tracer::florbetapir},
                                  {"amyvid", Tracer::florbetapir},
                                  {"av45", Tracer::florbetapir},
                                  {"florbetaben", Tracer::florbetaben},
                                  {"neuraceq", Tracer::florbetaben},
                                  {"flutemetamol", Tracer::flutemetamol},
                                  {"vizamyl", Tracer::flutemetamol},
                                  {"nav4694", Tracer::nav4694},
                                  {"flutafuranol", Tracer::nav4694},
                                  {"flortaucipir", Tracer::flortaucipir},
                                  {"tauvid", Tracer::flortaucipir},
                                  {"av1451", Tracer::flortaucipir},
                                  {"mk6240", Tracer::mk6240},
                                  {"pi2620", Tracer::pi2620},
                                  {"fluorodopa", Tracer::fdopa},
                                  {"fluorolevodopa", Tracer::fdopa},
                                  {"fdopa", Tracer::fdopa},
                                  {"fluoroethyltyrosin", Tracer::fet},
                                  {"methionine", Tracer::methionine},
                                  {"choline", Tracer::choline},
                                  {"raclopride", Tracer::raclopride},
                                  {"fallypride", Tracer::fallypride},
                                  {"dasb", Tracer::dasb},
                                  {"way100635", Tracer::way100635},
                                  {"pbr28", Tracer::pbr28},
                                  {"dpa714", Tracer::dpa714},
                                  {"pk11195", Tracer::pk11195},
                                  {"ucbj", Tracer::ucb_j},
                                  {"flumazenil", Tracer::flumazenil},
                                  {"altropane", Tracer::altropane},
                                  {"sodiumfluoride", Tracer::fluoride},
                                  {"ammonia", Tracer::ammonia},
                                  {"rubidium", Tracer::rubidium},
                                  {"dotatate", Tracer::dotatate},
                                  {"dotatoc", Tracer::dotatoc},
                                  {"psma", Tracer::psma}};
// Too short to be looked for within other words.
constexpr Spelling whole_words[] = {{"pib", Tracer::pib},
                                    {"fet", Tracer::fet},
                                    {"naf", Tracer::fluoride},
                                    {"water", Tracer::water},
                                    {"h2o", Tracer::water}};

} // namespace

Radionuclide radionuclide_of_half_life(double half_life_s) {
  constexpr double tolerance = 0.01; // the headers' values differ by up to 0.5 %
  for (const Isotope &isotope : isotopes)
    if (std::abs(half_life_s - isotope.half_life_s) <= tolerance * isotope.half_life_s)
      return isotope.nuclide;
  return Radionuclide::unknown;
}

Radionuclide radionuclide_of_text(std::string_view text) {
  const std::string said = squeezed(text);
  for (const Isotope &isotope : isotopes) {
    if (std::ranges::find(isotope.spellings, said) != std::end(isotope.spellings))
      return isotope.nuclide;
    // "Fluorine F^18^": the element's name, then the short form.
    const auto [short_form, element] = std::pair(isotope.spellings[0], isotope.spellings[2]);
    const auto name = element.substr(element.find_first_not_of("0123456789"));
    if (said == std::string(name).append(short_form)) return isotope.nuclide;
  }
  return Radionuclide::unknown;
}

Tracer tracer_of_text(std::string_view text) {
  const std::string said = squeezed(text);
  const auto words = words_of(text);
  Tracer found = Tracer::unknown;
  bool is_ambiguous = false;
  const auto take = [&](Tracer tracer) {
    is_ambiguous |= found != Tracer::unknown && found != tracer;
    found = tracer;
  };
  for (const Spelling &row : spellings)
    if (has(said, row.part)) take(row.tracer);
  for (const Spelling &row : whole_words)
    if (std::ranges::find(words, row.part) != words.end()) take(row.tracer);
  return is_ambiguous ? Tracer::unknown : found;
}

void read_reconstruction(std::string_view text, PetFacts &facts) {
  const std::string said = base::lower(text.substr(0, longest));
  const std::string plain = squeezed(text);
  using enum PetReconstruction;
  const auto words = words_of(text);
  const auto is_word = [&](std::string_view word) {
    return std::ranges::find(words, word) != words.end();
  };
  // GE: VPHD is VUE Point HD (OSEM), VPFX the same with time of flight, an S added for SharpIR
  // (point spread); QCHD and QCFX are Q.Clear (BSREM).
  const bool is_vue_point = plain.starts_with("vph") || plain.starts_with("vpf");
  const bool is_q_clear = plain.starts_with("qch") || plain.starts_with("qcf");
  if (is_q_clear || has(plain, "bsrem") || has(plain, "qclear"))
    facts.reconstruction = bsrem;
  else if (has(plain, "ramla"))
    facts.reconstruction = ramla;
  else if (is_vue_point || has(plain, "osem") || has(said, "os-tf"))
    facts.reconstruction = osem;
  else if (has(plain, "mlem"))
    facts.reconstruction = mlem;
  else if (has(plain, "kinahan") || has(plain, "3drp"))
    facts.reconstruction = reprojection_3d;
  else if (is_word("fbp") || has(plain, "filteredback") || plain == "dift")
    facts.reconstruction = filtered_back_projection;
  facts.has_time_of_flight = has(plain, "tof") || has(said, "os-tf") || plain.starts_with("vpfx") ||
                             plain.starts_with("qcfx");
  facts.has_point_spread = has(plain, "psf") || has(plain, "truex") || is_q_clear ||
                           plain == "vpfxs" || plain == "vphds";
  facts.iterations = number_before(said, 'i');
  facts.subsets = number_before(said, 's');
  // Siemens names its iterative methods by what they add to OSEM.
  if (facts.reconstruction == unknown && facts.iterations && facts.subsets)
    facts.reconstruction = osem;
}

void read_filter(std::string_view text, PetFacts &facts) {
  const std::string said = base::lower(text.substr(0, longest));
  const std::string plain = squeezed(text);
  if (plain == "allpass" || plain == "none") facts.filter = PetFilter::none;
  if (!has(plain, "gauss")) return;
  facts.filter = PetFilter::gaussian;
  const auto size = first_number(std::string_view(said).substr(said.find("gauss")));
  if (size && *size > 0 && *size < 50) facts.filter_size_mm = size;
}

AttenuationCorrection attenuation_of_text(std::string_view text) {
  const std::string plain = squeezed(text);
  const auto words = words_of(text);
  const auto is_word = [&](std::string_view word) {
    return std::ranges::find(words, word) != words.end();
  };
  using enum AttenuationCorrection;
  if (plain == "none" || plain == "noac" || plain == "nac") return none;
  const bool is_mr = is_word("mr") || is_word("mrac") || has(plain, "dixon") || is_word("ute") ||
                     is_word("zte") || has(plain, "atlas");
  const bool is_ct = is_word("ct") || has(plain, "ctac") || has(plain, "ctderived");
  if (is_mr != is_ct) return is_mr ? magnetic_resonance : computed_tomography;
  if (is_mr) return unknown;
  if (has(plain, "transmission") || has(plain, "measured")) return transmission_scan;
  if (has(plain, "calculated")) return calculated;
  return unknown;
}

} // namespace curate::dicom::pet
