#include <libcurate/bids/flat.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>
#include <libcurate/bids/sidecar.hpp>
#include <libcurate/bids/write_picture.hpp>
#include <libcurate/json/write.hpp>
#include <map>
#include <set>
#include <tuple>

namespace curate::bids {
namespace {

bool may_stay(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '+' || c == '=' || c == '-' || c == '_';
}

std::string file_word(const std::string &text) {
  constexpr std::size_t longest = 64;
  std::string word;
  for (const char c : text) {
    const char put = may_stay(c) ? c : '_';
    if (put != '_' || (!word.empty() && word.back() != '_')) word += put;
  }
  word.resize(std::min(word.size(), longest));
  while (!word.empty() && word.back() == '_')
    word.pop_back();
  return word.empty() ? "series" : word;
}

const char *ending_of(dicom::Component component) {
  switch (component) {
  case dicom::Component::phase:
    return "_ph";
  case dicom::Component::real:
    return "_real";
  case dicom::Component::imaginary:
    return "_imaginary";
  case dicom::Component::magnitude:
  case dicom::Component::unknown:
    return "";
  }
  return "";
}

const char *ending_of(dicom::DixonKind kind) {
  switch (kind) {
  case dicom::DixonKind::none:
    return "";
  case dicom::DixonKind::water:
    return "_water";
  case dicom::DixonKind::fat:
    return "_fat";
  case dicom::DixonKind::in_phase:
    return "_in";
  case dicom::DixonKind::opposed_phase:
    return "_opp";
  case dicom::DixonKind::fat_fraction:
    return "_fatfraction";
  case dicom::DixonKind::water_fraction:
    return "_waterfraction";
  case dicom::DixonKind::r2_star:
    return "_r2star";
  case dicom::DixonKind::t2_star:
    return "_t2star";
  }
  return "";
}

std::string plain_name(const FlatWanted &wanted) {
  std::string name = std::to_string(wanted.series_number.value_or(0));
  name.append("_").append(file_word(wanted.protocol_name));
  if (wanted.echo_number) name.append("_e").append(std::to_string(*wanted.echo_number));
  return name.append(ending_of(wanted.component)).append(ending_of(wanted.dixon));
}

/// 0: "a", 25: "z", 26: "aa", ...
std::string letters(std::size_t index) {
  std::string text;
  for (++index; index > 0; index = (index - 1) / 26)
    text.push_back(static_cast<char>('a' + (index - 1) % 26));
  return {text.rbegin(), text.rend()};
}

} // namespace

std::vector<std::string> flat_names(std::span<const FlatWanted> wanted) {
  std::map<std::string, std::vector<std::size_t>> groups; // by the name in lower case
  std::vector<std::string> names(wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    names[i] = plain_name(wanted[i]);
    groups[base::lower(names[i])].push_back(i);
  }
  std::set<std::string> taken;
  for (const auto &entry : groups)
    taken.insert(entry.first);
  for (auto &[lower, members] : groups) {
    if (members.size() < 2) continue;
    std::ranges::stable_sort(members, {}, [&](std::size_t i) { return wanted[i].key; });
    std::size_t letter = 0;
    for (const std::size_t member : members) {
      std::string ending;
      do // a protocol may end in "_a" of itself
        ending = letters(letter++);
      while (!taken.insert(lower + '_' + ending).second);
      names[member].append("_").append(ending);
    }
  }
  return names;
}

Result<std::vector<WrittenFile>> write_flat(const volume::CleanVolume &volume,
                                            const std::string &stem, const fs::path &folder,
                                            const WriteOptions &options) {
  if (stem.empty() || stem.size() > 200 || stem.front() == '.' ||
      !std::ranges::all_of(stem, may_stay))
    return problem("NAME-LABEL", "not a file name of the flat layout");
  const PictureFiles files{stem, json::to_text(flat_sidecar_of(volume.acquisition())),
                           has_gradients(volume)};
  return write_picture(volume, files, folder, options);
}

} // namespace curate::bids
