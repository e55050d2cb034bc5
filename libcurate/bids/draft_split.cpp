#include <libcurate/bids/draft_split.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/bids/criteria.hpp>
#include <map>
#include <optional>

namespace curate::bids {
namespace {

constexpr std::array word_splitters = {"direction", "scanning_sequence", "contrast_agent",
                                       "modality"};
constexpr std::array number_splitters = {"echo_time_s",    "inversion_time_s", "repetition_time_s",
                                         "flip_angle_deg", "volumes",          "slices",
                                         "b_value_max",    "echo_number"};

/// Values of Image Type that tell pictures of one name apart; others never stand in a draft.
constexpr std::array image_types = {"PSIR",     "SWI",   "UNI",  "T1 MAP", "T2 MAP",
                                    "CR",       "CR_IR", "R_IR", "MEAN",   "FLIP ANGLE MAP",
                                    "COMPOSED", "MOCO",  "FAT",  "F",      "OPP_PHASE",
                                    "OUT_PHASE"};

bool is_one_decision(const std::vector<Proposed> &members) {
  return std::ranges::all_of(
      members, [&](const Proposed &one) { return one.decision == members.front().decision; });
}

using Classes = std::map<std::string, std::vector<Proposed>>;

Classes classes_of(const std::string &criterion, const std::vector<Proposed> &members) {
  Classes classes;
  for (const Proposed &one : members)
    classes[word_fact(criterion, *one.picture->facts).dump()].push_back(one);
  return classes;
}

/// The decisions of some pictures, each with the least and the largest value of a number; a
/// decision whose pictures lack the number has none.
struct Span {
  std::vector<Proposed> members;
  double least = HUGE_VAL, largest = -HUGE_VAL;
  bool is_unknown = false;
};

/// By decision, rising; empty where the number does not tell the decisions apart.
std::vector<Span> spans_of(const std::string &criterion, const std::vector<Proposed> &members) {
  std::map<std::string, Span> by_decision;
  for (const Proposed &one : members) {
    Span &span = by_decision[one.decision.dump()];
    const auto number = number_fact(criterion, *one.picture->facts);
    if (!number && span.least <= span.largest) return {};
    if (number && span.is_unknown) return {};
    span.is_unknown = !number;
    if (number) span.least = std::min(span.least, *number);
    if (number) span.largest = std::max(span.largest, *number);
    span.members.push_back(one);
  }
  std::vector<Span> spans;
  for (auto &[decision, span] : by_decision)
    spans.push_back(std::move(span));
  std::ranges::sort(spans, [](const Span &a, const Span &b) { // what is unknown comes last
    return a.is_unknown != b.is_unknown ? b.is_unknown : a.least < b.least;
  });
  for (std::size_t i = 1; i < spans.size(); ++i) {
    if (spans[i].is_unknown && spans[i - 1].is_unknown) return {};
    if (!spans[i].is_unknown && spans[i - 1].largest >= spans[i].least) return {};
  }
  return spans;
}

/// A number between two, with as few digits as tell it from both.
double between(double low, double high) {
  const double middle = low + (high - low) / 2;
  for (int digits = 0; digits <= 9; ++digits) {
    const double scale = std::pow(10.0, digits);
    const double rounded = std::round(middle * scale) / scale;
    if (rounded > low && rounded < high) return rounded;
  }
  return middle;
}

std::vector<DraftKind> kinds_of(const json::Value &when, const std::string &criterion,
                                std::vector<Span> spans) {
  std::vector<DraftKind> kinds;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    DraftKind kind;
    kind.when = when;
    json::Value range = json::Value::object();
    if (i > 0 && !spans[i].is_unknown) range["min"] = between(spans[i - 1].largest, spans[i].least);
    if (i + 1 < spans.size() && !spans[i + 1].is_unknown)
      range["max"] = between(spans[i].largest, spans[i + 1].least);
    if (range.empty() && !spans[i].is_unknown) range["min"] = std::floor(spans[i].least);
    kind.when[criterion] = spans[i].is_unknown ? json::Value(nullptr) : range;
    kind.members = std::move(spans[i].members);
    kinds.push_back(std::move(kind));
  }
  return kinds;
}

/// Those with a value of Image Type first, then the others, which the rule before them leaves;
/// empty where no value parts the decisions.
std::vector<DraftKind> kinds_by_image_type(const json::Value &when,
                                           const std::vector<Proposed> &members) {
  for (const char *type : image_types) {
    const auto fits = criterion_of("image_type", type);
    DraftKind with, without;
    for (const Proposed &one : members)
      ((*fits)(*one.picture->facts) ? with : without).members.push_back(one);
    if (with.members.empty() || without.members.empty() || !is_one_decision(with.members) ||
        !is_one_decision(without.members))
      continue;
    with.when = without.when = when;
    with.when["image_type"] = type;
    return {std::move(with), std::move(without)};
  }
  return {};
}

} // namespace

std::vector<DraftKind> split_by_decision(json::Value when, std::vector<Proposed> members) {
  if (is_one_decision(members)) return {{std::move(when), std::move(members), true}};
  const char *best = nullptr; // one that parts them, if not wholly
  for (const char *criterion : word_splitters) {
    const Classes classes = classes_of(criterion, members);
    const bool is_pure = std::ranges::all_of(
        classes, [](const auto &entry) { return is_one_decision(entry.second); });
    if (classes.size() < 2) continue;
    if (best == nullptr || is_pure) best = criterion;
    if (is_pure) break;
  }
  if (best == nullptr || !std::ranges::all_of(classes_of(best, members), [](const auto &entry) {
        return is_one_decision(entry.second);
      })) {
    for (const char *criterion : number_splitters)
      if (auto spans = spans_of(criterion, members); spans.size() > 1)
        return kinds_of(when, criterion, std::move(spans));
    if (auto kinds = kinds_by_image_type(when, members); !kinds.empty()) return kinds;
  }
  if (best == nullptr) return {{std::move(when), std::move(members), false}};
  std::vector<DraftKind> kinds;
  for (auto &[value, part] : classes_of(best, members)) {
    json::Value narrower = when;
    narrower[best] = word_fact(best, *part.front().picture->facts);
    for (DraftKind &kind : split_by_decision(std::move(narrower), std::move(part)))
      kinds.push_back(std::move(kind));
  }
  return kinds;
}

} // namespace curate::bids
