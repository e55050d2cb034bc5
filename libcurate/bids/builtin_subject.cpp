#include <libcurate/bids/builtin.hpp>
#include <libcurate/bids/builtin_parts.hpp>

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>

namespace curate::bids {
namespace {

/// Words that deny a contrast agent, in the languages of the centres: English, German, French,
/// Italian, Spanish, Dutch, Danish, Swedish, Czech and Polish.
bool denies_contrast(Seen &seen) {
  return seen.says_word({"without", "wo",     "noncontrast", "unenhanced", "pre",  "precontrast",
                         "pregd",   "pregad", "pregado",     "ohne",       "vor",  "nativ",
                         "native",  "sans",   "avant",       "senza",      "smdc", "prima",
                         "basale",  "sin",    "antes",       "zonder",     "voor", "blanco",
                         "uden",    "utan",   "foer",        "bez",        "przed"}) ||
         seen.says({"no gd", "no gad", "no contrast", "non contrast", " w o "});
}

bool affirms_contrast(Seen &seen) {
  return seen.says({"+gd",         "+ gd",           "+km",
                    "+ km",        " c+ ",           "+c ",
                    "gadolin",     "gadovist",       "gadavist",
                    "gadobut",     "gadoter",        "dotarem",
                    "clariscan",   "magnevist",      "prohance",
                    "multihance",  "omniscan",       "elucirem",
                    "vueway",      "post contrast",  "post gd",
                    "post gad",    "contrast enh",   "with contrast",
                    "with gad",    "kontrastmittel", "post inj",
                    "apres inj",   "con contraste",  "met contrast",
                    "na contrast", "po kontrast",    "med kontrast"}) ||
         seen.says_word({"gd",        "gad",          "gado",     "gads", "dtpa",    "postcontrast",
                         "postgd",    "postgad",      "postgado", "ce",   "km",      "postkm",
                         "mdc",       "cmdc",         "civ",      "inj",  "injecte", "injectee",
                         "injection", "poscontraste", "contraste"});
}

/// "post" alone: after contrast in a T1-weighted name; elsewhere it may be a visit or a direction.
bool says_post(Seen &seen) {
  return seen.says({"t1", "mprage", "bravo", "vibe", "spgr", "tfe"}) && seen.says_word({"post"});
}

std::string_view of_header(Seen &seen) {
  if (!seen.facts.series.has_contrast_agent) return {};
  const std::string agent = base::lower(seen.facts.scrubbed_contrast_agent);
  for (const char *none : {"no", "none", "nativ", "native", "without", "0"})
    if (agent == none) return {};
  seen.remember("a contrast agent in the header");
  return "gadolinium";
}

bool is_sagittal(const NamingFacts &facts) {
  const auto &o = facts.orientation_lps;
  const Vec3 normal = base::cross({o[0], o[1], o[2]}, {o[3], o[4], o[5]});
  return std::abs(normal[0]) > 0.8;
}

std::string_view spine_part_of_words(Seen &seen) {
  const bool cervical =
      seen.says({"cspine", " c spine", "cervic", "cervik", "zervik", "hws", "halswirbel", " cwk"});
  const bool thoracic = seen.says(
      {"tspine", " t spine", "thorac", "thorak", "torac", "bws", "brustwirbel", " dorsal", " twk"});
  const bool lumbar =
      seen.says({"lspine", " l spine", "lumb", "lws", "lendenwirbel", " lomb", " lwk"});
  if (cervical && thoracic && !lumbar) return "cervicothoracic";
  if (thoracic && lumbar && !cervical) return "thoracolumbar";
  if (cervical && !lumbar) return "cervical";
  if (thoracic && !lumbar) return "thoracic";
  if (lumbar && !cervical) return "lumbar";
  if (cervical ||
      seen.says({"spine ", "wirbelsaule", "ruggenmerg", "rachis", "midollo", "columna", "colonna",
                 "rygmarv"}) ||
      seen.says_word(
          {"cord", "myelon", "moelle", "medula", "medular", "medullaire", "spinal", "gws"}))
    return "spine";
  return {};
}

/// Body Part Examined is often that of the first scan of an examination. It is believed where the
/// slab is as a spine's: sagittal, of at most 24 slices, and no word speaks of the head.
std::string_view spine_part_of_header(Seen &seen) {
  const bool is_slab = seen.facts.slices > 0 && seen.facts.slices <= 24 && is_sagittal(seen.facts);
  if (!is_slab || seen.says({"brain", "head", "kopf", "schadel", "hirn", " cran", "cereb", "encef",
                             "enceph", "cabeza", "testa", "hoofd"}))
    return {};
  const std::string part = base::alphanumeric(base::lower(seen.facts.scrubbed_body_part));
  for (const auto &[word, label] :
       {std::pair<std::string_view, std::string_view>{"cspine", "cervical"},
        {"tspine", "thoracic"},
        {"lspine", "lumbar"},
        {"spine", "spine"}})
    if (part == word) {
      seen.remember("body part " + std::string(word));
      return label;
    }
  return {};
}

/// "cervical" and "psir" as "cervicalPsir".
std::string joined(std::string_view first, std::string_view second) {
  std::string label(first);
  if (label.empty() || second.empty()) return label.append(second);
  const std::size_t at = label.size();
  label += second;
  label[at] = static_cast<char>(label[at] - (label[at] >= 'a' && label[at] <= 'z' ? 'a' - 'A' : 0));
  return label;
}

} // namespace

std::string_view contrast_agent(Seen &seen) {
  if (denies_contrast(seen)) return {};
  if (seen.says({"ferumox", "feraheme"})) return "ferumoxytol";
  if (base::lower(seen.facts.scrubbed_contrast_agent).find("ferumox") != std::string::npos ||
      base::lower(seen.facts.scrubbed_contrast_agent).find("feraheme") != std::string::npos)
    return "ferumoxytol";
  if (affirms_contrast(seen) || says_post(seen)) return "gadolinium";
  return of_header(seen);
}

std::string_view spine_part(Seen &seen) {
  const std::string_view said = spine_part_of_words(seen);
  return said.empty() ? spine_part_of_header(seen) : said;
}

NameVerdict anatomy(Seen &seen, std::string_view suffix, std::string_view why,
                    std::string_view acq) {
  Entities name;
  name.datatype = "anat";
  name.suffix = std::string(suffix);
  if (const auto label = joined(spine_part(seen), acq); !label.empty())
    name.labels[Entity::acq] = label;
  if (const auto agent = contrast_agent(seen); !agent.empty())
    name.labels[Entity::ce] = std::string(agent);
  if (const auto chunk = seen.number_after({"station", "chunk", "stn"}))
    name.labels[Entity::chunk] = std::to_string(*chunk);
  add_echo_and_part(name, seen.facts);
  return named("", std::string(why), std::move(name));
}

} // namespace curate::bids
