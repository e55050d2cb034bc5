#include <libcurate/defacing/sessions.hpp>

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/nifti/read.hpp>
#include <map>
#include <tuple>

namespace curate::defacing {

namespace {

/// The label of an entity in a BIDS name, with its key; empty where the name has none.
std::string entity(const std::string &stem, std::string_view key) {
  for (const std::string_view part : base::split(stem, '_'))
    if (part.starts_with(key) && part.size() > key.size()) return std::string(part);
  return {};
}

/// The folder of the dataset: what stands before derivatives, raw data, or the subject.
fs::path dataset_of(const fs::path &picture, const std::string &subject) {
  fs::path root;
  for (const fs::path &part : fs::weakly_canonical(picture).parent_path()) {
    if (part == subject || part == "derivatives" || part == "sourcedata" || part == "rawdata")
      break;
    root /= part;
  }
  return root;
}

/// The better a kind of picture shows skin and brain, the lower. Suffixes of BIDS 1.10.
int kind_of(const std::string &stem) {
  constexpr std::string_view order[] = {"T1w", "UNIT1", "MPRAGE",  "T2w",
                                        "PDw", "FLAIR", "T2starw", "ct"};
  const std::string suffix = stem.substr(stem.rfind('_') + 1);
  const auto at = std::ranges::find(order, suffix);
  return static_cast<int>(at - std::begin(order));
}

/// Lower is better: steps above 1.5 mm by half millimetres, then kind, then coverage.
struct Rank {
  bool is_unread = true;
  bool is_last = false; ///< derived, or phase
  long coarseness = 0;
  int kind = 0;
  double negative_extent_mm3 = 0;
  std::string path;

  auto tie() const {
    return std::tie(is_unread, is_last, coarseness, kind, negative_extent_mm3, path);
  }
};

Rank rank_of(const Item &item) {
  Rank rank;
  rank.path = item.path.string();
  rank.kind = kind_of(stem_of(item.path));
  rank.is_last = is_phase(item.path);
  for (const fs::path &part : item.path)
    if (part == "derivatives") rank.is_last = true;
  const auto header = nifti::read_header(item.path);
  if (!header) return rank;
  rank.is_unread = false;
  double largest_mm = 0, extent_mm3 = 1;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double step_mm = length(header->grid.index_to_ras_mm.column(axis));
    largest_mm = std::max(largest_mm, step_mm);
    extent_mm3 *= step_mm * header->grid.size[axis];
  }
  rank.coarseness = std::lround(2 * std::clamp(largest_mm, 1.5, 1000.0));
  rank.negative_extent_mm3 = -extent_mm3;
  return rank;
}

} // namespace

bool is_phase(const fs::path &picture) {
  const std::string stem = stem_of(picture), part = entity(stem, "part-");
  const std::string suffix = stem.substr(stem.rfind('_') + 1);
  constexpr std::string_view suffixes[] = {"phasediff", "phase1", "phase2", "fieldmap"};
  return (!part.empty() && part != "part-mag") ||
         std::ranges::find(suffixes, suffix) != std::end(suffixes);
}

std::string session_of(const fs::path &picture) {
  const std::string stem = stem_of(picture), subject = entity(stem, "sub-");
  if (subject.empty()) return picture.string();
  return (dataset_of(picture, subject) / subject / entity(stem, "ses-")).string();
}

std::vector<std::vector<std::size_t>> sessions(const std::vector<Item> &items) {
  std::vector<std::vector<std::size_t>> out;
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto [at, is_new] = known.emplace(session_of(items[i].path), out.size());
    if (is_new) out.emplace_back();
    out[at->second].push_back(i);
  }
  for (auto &members : out) {
    if (members.size() < 2) continue;
    std::vector<std::pair<Rank, std::size_t>> ranked;
    for (const std::size_t i : members)
      ranked.emplace_back(rank_of(items[i]), i);
    std::ranges::sort(ranked,
                      [](const auto &a, const auto &b) { return a.first.tie() < b.first.tie(); });
    for (std::size_t i = 0; i < members.size(); ++i)
      members[i] = ranked[i].second;
  }
  return out;
}

} // namespace curate::defacing
