#include <libcurate/bids/criteria.hpp>

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <map>
#include <memory>
#include <re2/re2.h>

namespace curate::bids {
namespace {

constexpr std::size_t longest_pattern = 1000;
constexpr std::size_t longest_text = 10000;

using TextTest = std::function<bool(const std::string &)>;
using Text = std::function<const std::string &(const deid::NamingTexts &)>;
using Number = std::function<std::optional<double>(const NamingFacts &)>;
using Word = std::function<std::string(const NamingFacts &)>;

tl::unexpected<Problem> bad(std::string message) {
  return problem("NAME-RULE", std::move(message), "see docs/formats/naming.md");
}

Result<TextTest> regex_test(const json::Value &pattern) {
  if (!pattern.is_string() || pattern.get<std::string>().size() > longest_pattern)
    return bad("a regular expression must be a text of at most 1000 bytes");
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(false);
  // shared by the copies of one criterion; never changed after it is made
  auto regex = std::make_shared<const re2::RE2>(pattern.get<std::string>(), options);
  if (!regex->ok()) return bad("the regular expression cannot be read: " + regex->error());
  return TextTest([regex](const std::string &text) {
    return re2::RE2::PartialMatch(
        re2::StringPiece(text.data(), std::min(text.size(), longest_text)), *regex);
  });
}

/// A glob, {"regex": ...}, or a list of these of which one must fit.
Result<TextTest> text_test(const json::Value &value) {
  if (value.is_string()) {
    const auto pattern = value.get<std::string>();
    if (pattern.size() > longest_pattern) return bad("a pattern may have at most 1000 bytes");
    return TextTest([pattern](const std::string &text) {
      return base::matches_glob(std::string_view(text).substr(0, longest_text), pattern);
    });
  }
  if (value.is_object() && value.size() == 1 && value.contains("regex"))
    return regex_test(value["regex"]);
  if (!value.is_array() || value.empty())
    return bad("must be a pattern, {\"regex\": ...} or a list of these");
  std::vector<TextTest> tests;
  for (const json::Value &one : value) {
    if (one.is_array()) return bad("a list of patterns may not hold lists");
    auto test = text_test(one);
    if (!test) return test;
    tests.push_back(std::move(*test));
  }
  return TextTest([tests](const std::string &text) {
    return std::ranges::any_of(tests, [&](const TextTest &test) { return test(text); });
  });
}

Result<Criterion> text_criterion(const Text &text, const json::Value &value) {
  auto test = text_test(value);
  if (!test) return tl::unexpected<Problem>(test.error());
  return Criterion([text, test = std::move(*test)](const NamingFacts &facts) {
    return test(text(facts.texts.reveal()));
  });
}

/// Every value of the list must occur in Image Type.
Result<Criterion> image_type_criterion(const json::Value &value) {
  std::vector<std::string> wanted;
  for (const json::Value &one : value.is_array() ? value : json::Value::array({value})) {
    if (!one.is_string()) return bad("must be a text or a list of texts");
    wanted.push_back(one.get<std::string>());
  }
  return Criterion([wanted](const NamingFacts &facts) {
    const auto &values = facts.texts.reveal().image_type;
    return std::ranges::all_of(wanted, [&](const std::string &pattern) {
      return std::ranges::any_of(
          values, [&](const std::string &text) { return base::matches_glob(text, pattern); });
    });
  });
}

/// A number, {"min": ..., "max": ...} with both ends included, or null: not known.
Result<Criterion> number_criterion(const Number &number, const json::Value &value) {
  double lowest = -HUGE_VAL;
  double highest = HUGE_VAL;
  if (value.is_null())
    return Criterion([number](const NamingFacts &facts) { return !number(facts).has_value(); });
  if (value.is_number()) {
    const auto wanted = value.get<double>();
    const double slack = std::abs(wanted) * 1e-3; // scanners round what was asked for
    lowest = wanted - slack;
    highest = wanted + slack;
  } else {
    if (!value.is_object() || value.empty())
      return bad("must be a number, null, or an object with min, max or both");
    for (const auto &[key, bound] : value.items()) {
      if ((key != "min" && key != "max") || !bound.is_number())
        return bad("must be a number, null, or an object with min, max or both");
      (key == "min" ? lowest : highest) = bound.get<double>();
    }
    if (lowest > highest) return bad("min is above max");
  }
  return Criterion([number, lowest, highest](const NamingFacts &facts) {
    const auto known = number(facts);
    return known && *known >= lowest && *known <= highest;
  });
}

/// One of a closed list of words, or a list of them.
Result<Criterion> word_criterion(const Word &word, const std::vector<std::string> &allowed,
                                 const json::Value &value) {
  std::vector<std::string> wanted;
  for (const json::Value &one : value.is_array() ? value : json::Value::array({value})) {
    if (!one.is_string() || std::ranges::find(allowed, one.get<std::string>()) == allowed.end())
      return bad("must be one of: " + base::join(allowed, ", "));
    wanted.push_back(one.get<std::string>());
  }
  return Criterion([word, wanted](const NamingFacts &facts) {
    return std::ranges::find(wanted, word(facts)) != wanted.end();
  });
}

/// Whether the header names a contrast agent.
Result<Criterion> agent_criterion(const json::Value &value) {
  if (!value.is_boolean()) return bad("must be true or false");
  return Criterion([wanted = value.get<bool>()](const NamingFacts &facts) {
    return facts.series.has_contrast_agent == wanted;
  });
}

const std::vector<std::string> sequences = {"SE", "IR", "GR", "EP", "RM"};

/// Exactly these terms of Scanning Sequence, or what enhanced objects say in their place.
Result<Criterion> sequence_criterion(const json::Value &value) {
  unsigned wanted = 0;
  for (const json::Value &one : value.is_array() ? value : json::Value::array({value})) {
    const auto found =
        one.is_string() ? std::ranges::find(sequences, one.get<std::string>()) : sequences.end();
    if (found == sequences.end()) return bad("must be of: " + base::join(sequences, ", "));
    wanted |= 1U << static_cast<unsigned>(found - sequences.begin());
  }
  return Criterion(
      [wanted](const NamingFacts &facts) { return facts.series.scanning_sequence == wanted; });
}

const std::vector<std::string> manufacturers = {"unknown", "siemens",   "ge",    "philips",
                                                "toshiba", "canon",     "uih",   "hitachi",
                                                "bruker",  "hyperfine", "mediso"};
const std::vector<std::string> modalities = {"other", "mr", "ct", "pt", "sc"};
const std::vector<std::string> kinds = {"unknown", "2D", "3D"};
const std::vector<std::string> components = {"magnitude", "phase", "real", "imaginary", "unknown"};

const std::vector<std::string> flavors = {
    "original",    "derived",   "projection",      "adc",        "fractional_anisotropy",
    "trace",       "colour_fa", "perfusion_map",   "t_map",      "subtraction",
    "multiplanar", "b0_map",    "uniform_mp2rage", "screenshot", "scanner_report"};
const std::vector<std::string> directions = {"AP", "PA", "LR", "RL", "SI", "IS", "unknown"};

template <typename Enum>
std::string word_of(const std::vector<std::string> &words, Enum value) { // in the enum's order
  const auto index = static_cast<std::size_t>(value);
  return index < words.size() ? words[index] : "unknown";
}

std::optional<double> as_number(const std::optional<int> &value) {
  return value ? std::optional<double>(*value) : std::nullopt;
}

using Maker = std::function<Result<Criterion>(const json::Value &)>;

Maker text(const std::string deid::NamingTexts::*member) {
  return [member](const json::Value &value) {
    return text_criterion(
        [member](const deid::NamingTexts &texts) -> const std::string & { return texts.*member; },
        value);
  };
}

/// Of the texts that the scrubber let through.
Maker scrubbed(const std::string NamingFacts::*member) {
  return [member](const json::Value &value) -> Result<Criterion> {
    auto test = text_test(value);
    if (!test) return tl::unexpected<Problem>(test.error());
    return Criterion([member, test = std::move(*test)](const NamingFacts &facts) {
      return test(facts.*member);
    });
  };
}

template <typename Get> Maker word(const std::vector<std::string> &words, Get get) {
  return [&words, get](const json::Value &value) {
    return word_criterion([&words, get](const NamingFacts &f) { return word_of(words, get(f)); },
                          words, value);
  };
}

std::optional<double> largest_b_value(const NamingFacts &facts) {
  const auto &b = facts.b_values_s_per_mm2;
  return b.empty() ? std::nullopt : std::optional<double>(*std::ranges::max_element(b));
}

/// The facts that are numbers.
const std::map<std::string, Number> &numbers() {
  using F = NamingFacts;
  static const std::map<std::string, Number> all = {
      {"echo_time_s", [](const F &f) { return f.echo_time_s; }},
      {"repetition_time_s", [](const F &f) { return f.repetition_time_s; }},
      {"inversion_time_s", [](const F &f) { return f.inversion_time_s; }},
      {"flip_angle_deg", [](const F &f) { return f.flip_angle_deg; }},
      {"echo_number", [](const F &f) { return as_number(f.echo_number); }},
      {"series_number", [](const F &f) { return as_number(f.series.series_number); }},
      {"volumes", [](const F &f) { return std::optional<double>(f.volumes); }},
      {"slices",
       [](const F &f) { return f.slices > 0 ? std::optional<double>(f.slices) : std::nullopt; }},
      {"b_value_max", largest_b_value},
      {"magnetic_field_strength_t", [](const F &f) { return f.series.magnetic_field_strength_t; }},
  };
  return all;
}

const std::map<std::string, Maker> &makers() {
  using F = NamingFacts;
  static const std::map<std::string, Maker> all = {
      {"protocol_name", text(&deid::NamingTexts::protocol_name)},
      {"series_description", text(&deid::NamingTexts::series_description)},
      {"sequence_name", text(&deid::NamingTexts::sequence_name)},
      {"image_comments", text(&deid::NamingTexts::image_comments)},
      {"study_description", text(&deid::NamingTexts::study_description)},
      {"scrubbed_protocol_name", scrubbed(&F::scrubbed_protocol_name)},
      {"scrubbed_series_description", scrubbed(&F::scrubbed_series_description)},
      {"image_type", image_type_criterion},
      {"contrast_agent", agent_criterion},
      {"scanning_sequence", sequence_criterion},
      {"flavor", word(flavors, [](const F &f) { return f.flavor; })},
      {"direction",
       [](const json::Value &value) {
         return word_criterion([](const F &f) { return direction_label(f).value_or("unknown"); },
                               directions, value);
       }},
      {"manufacturer", word(manufacturers, [](const F &f) { return f.series.manufacturer; })},
      {"modality", word(modalities, [](const F &f) { return f.series.modality; })},
      {"acquisition_kind", word(kinds, [](const F &f) { return f.series.acquisition_kind; })},
      {"component", word(components, [](const F &f) { return f.component; })},
  };
  return all;
}

} // namespace

Result<Criterion> criterion_of(const std::string &name, const json::Value &value) {
  if (const auto fact = numbers().find(name); fact != numbers().end())
    return number_criterion(fact->second, value);
  const auto maker = makers().find(name);
  if (maker == makers().end())
    return bad("no such criterion; there are: " + base::join(criterion_names(), ", "));
  return maker->second(value);
}

namespace {

std::vector<std::string> sequence_words(const NamingFacts &facts) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < sequences.size(); ++i)
    if ((facts.series.scanning_sequence & (1U << i)) != 0) words.push_back(sequences[i]);
  return words;
}

} // namespace

json::Value word_fact(const std::string &criterion, const NamingFacts &facts) {
  if (criterion == "manufacturer") return word_of(manufacturers, facts.series.manufacturer);
  if (criterion == "modality") return word_of(modalities, facts.series.modality);
  if (criterion == "acquisition_kind") return word_of(kinds, facts.series.acquisition_kind);
  if (criterion == "component") return word_of(components, facts.component);
  if (criterion == "flavor") return word_of(flavors, facts.flavor);
  if (criterion == "direction") return direction_label(facts).value_or("unknown");
  if (criterion == "contrast_agent") return facts.series.has_contrast_agent;
  if (criterion == "scanning_sequence") return sequence_words(facts);
  return nullptr;
}

std::optional<double> number_fact(const std::string &criterion, const NamingFacts &facts) {
  const auto number = numbers().find(criterion);
  return number == numbers().end() ? std::nullopt : number->second(facts);
}

std::vector<std::string> criterion_names() {
  std::vector<std::string> names;
  for (const auto &entry : makers())
    names.push_back(entry.first);
  for (const auto &entry : numbers())
    names.push_back(entry.first);
  std::ranges::sort(names);
  return names;
}

} // namespace curate::bids
