#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <iterator>
#include <libcurate/dicom/group.hpp>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace curate::dicom {
namespace {

// What makes two files say the same person.
using Person = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;

// The rank of each person among all, by value: the same for every order of the input.
class Persons {
public:
  explicit Persons(const std::vector<Instance> &instances) {
    for (const Instance &instance : instances) {
      if (!instance.identity || by_address_.contains(instance.identity.get())) continue;
      const Identity &i = instance.identity->reveal();
      const auto at = ranks_.try_emplace(Person{i.issuer, i.patient_id, i.name, i.birth_date}, 0);
      by_address_.emplace(instance.identity.get(), &at.first->second);
    }
    std::size_t next = 1;
    for (auto &entry : ranks_)
      entry.second = next++;
  }

  std::size_t rank(const Instance &instance) const {
    return instance.identity ? *by_address_.at(instance.identity.get()) : 0;
  }

private:
  std::map<Person, std::size_t> ranks_;
  std::unordered_map<const void *, const std::size_t *> by_address_;
};

auto series_identity(const Instance &i) {
  return std::tie(i.study_date, i.ids().study_uid, i.series_number, i.ids().series_uid, i.kind,
                  i.ids().series_key);
}

// The order of files in their series.
bool is_before(const Instance &a, const Instance &b) {
  const auto numbers = [](const Instance &i) {
    return std::tie(i.instance_number, i.acquisition_number);
  };
  if (numbers(a) != numbers(b)) return numbers(a) < numbers(b);
  return order_of(a.source, b.source) < 0;
}

bool have_same_pixels(const Instance &a, const Instance &b) {
  if (a.pixel_length_bytes != b.pixel_length_bytes) return false;
  const auto first = a.source.read();
  const auto second = b.source.read();
  if (!first || !second) return false;
  const auto pixels = [](std::span<const std::byte> all, const Instance &i) {
    if (i.pixel_length_bytes == 0) return all;
    const auto begin = std::min<std::uint64_t>(i.pixel_offset_bytes, all.size());
    return all.subspan(begin, std::min<std::uint64_t>(i.pixel_length_bytes, all.size() - begin));
  };
  return std::ranges::equal(pixels(first->view(), a), pixels(second->view(), b));
}

bool is_picture(ObjectKind kind) {
  return kind == ObjectKind::picture || kind == ObjectKind::enhanced_picture ||
         kind == ObjectKind::secondary_capture;
}

// Leaves one of each repeated file. Those that contradict each other stay, with an error.
void drop_repeated(Series &series, GroupResult &result) {
  auto &files = series.instances;
  std::vector<std::size_t> order(files.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return std::tie(files[a].instance_uid, a) < std::tie(files[b].instance_uid, b);
  });
  std::vector<bool> is_dropped(files.size(), false);
  std::size_t repeated = 0, conflicting = 0;
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    const Instance &kept = files[order[begin]];
    const auto is_other = [&](std::size_t i) { return files[i].instance_uid != kept.instance_uid; };
    end = begin + 1;
    while (end < order.size() && !is_other(order[end]))
      ++end;
    if (end == begin + 1 || kept.instance_uid == Instance::Digest{}) continue;
    bool is_equal = true;
    for (std::size_t i = begin + 1; i < end && is_equal; ++i)
      is_equal = have_same_pixels(kept, files[order[i]]);
    // What is no picture is not converted: there is nothing to contradict.
    const bool is_conflict = !is_equal && is_picture(kept.kind);
    for (std::size_t i = begin; i < end; ++i)
      is_dropped[order[i]] = is_equal && i > begin;
    repeated += is_equal ? end - begin - 1 : 0;
    conflicting += is_conflict ? end - begin : 0;
  }
  std::size_t at = 0;
  std::erase_if(files, [&](const Instance &) { return is_dropped[at++]; });
  result.repeated_files += repeated;
  result.conflicting_files += conflicting;
  if (repeated > 0)
    series.findings.push_back({Severity::info,
                               "SERIES-REPEATED-FILES",
                               {},
                               "(0008,0018)",
                               fmt::format("{} files are given twice; each is used once", repeated),
                               {}});
  if (conflicting > 0)
    series.findings.push_back(
        {Severity::error,
         "SERIES-INSTANCE-CONFLICT",
         {},
         "(0008,0018)",
         fmt::format("{} files share an instance UID but not their pixels", conflicting),
         "give only the right version of each file"});
}

void notice_instance_numbers(Series &series) {
  const auto &files = series.instances;
  std::size_t repeated = 0;
  for (std::size_t i = 1; i < files.size(); ++i)
    if (files[i].instance_number >= 0 && files[i].instance_number == files[i - 1].instance_number)
      ++repeated;
  if (repeated > 0)
    series.findings.push_back({Severity::info,
                               "SERIES-REPEATED-INSTANCE-NUMBERS",
                               {},
                               "(0020,0013)",
                               fmt::format("{} instance numbers occur again", repeated),
                               {}});
}

// One UID may not stand for two persons: whose pictures they are cannot be told.
void notice_two_persons(std::vector<Series> &series, const std::vector<std::size_t> &persons) {
  std::map<Instance::Digest, std::vector<std::size_t>> by_uid;
  for (std::size_t i = 0; i < series.size(); ++i)
    if (!series[i].instances.empty())
      by_uid[series[i].instances.front().ids().series_uid].push_back(i);
  for (const auto &[uid, members] : by_uid) {
    const auto is_other = [&persons, first = members.front()](std::size_t i) {
      return persons[i] != persons[first];
    };
    if (uid == Instance::Digest{} || std::ranges::none_of(members, is_other)) continue;
    for (const std::size_t i : members)
      series[i].findings.push_back({Severity::error,
                                    "SERIES-TWO-PERSONS",
                                    {},
                                    "(0020,000E)",
                                    "one series UID is used for two persons",
                                    "find out whose scan it is and give only that person's files"});
  }
}

// Numbers of the files, each once; nothing where one is absent or occurs again.
std::optional<std::set<std::int32_t>> numbers_of(const Series &series) {
  std::set<std::int32_t> numbers;
  for (const Instance &instance : series.instances)
    if (instance.instance_number < 0 || !numbers.insert(instance.instance_number).second) return {};
  return numbers;
}

// Puts together what one series UID holds under several study UIDs: exports and anonymisers make a
// new study of each volume. Where numbers of files occur again, they may be two scans with the same
// made-up UID, which stay apart.
void join_studies(std::vector<Series> &series, std::vector<std::size_t> &persons) {
  std::map<std::tuple<std::size_t, std::uint32_t, std::int32_t, Instance::Digest, ObjectKind,
                      Instance::Digest>,
           std::vector<std::size_t>>
      alike;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const Instance &first = series[i].instances.front();
    if (first.ids().series_uid == Instance::Digest{}) continue;
    alike[{persons[i], first.study_date, first.series_number, first.ids().series_uid, first.kind,
           first.ids().series_key}]
        .push_back(i);
  }
  for (const auto &[key, members] : alike) {
    if (members.size() < 2) continue;
    std::set<std::int32_t> all;
    std::size_t count = 0;
    bool is_one = true;
    for (const std::size_t i : members) {
      const auto numbers = numbers_of(series[i]);
      is_one = is_one && numbers.has_value();
      if (!is_one) break;
      all.insert(numbers->begin(), numbers->end());
      count += numbers->size();
    }
    if (!is_one || all.size() != count) continue;
    Series &whole = series[members.front()];
    for (std::size_t i = 1; i < members.size(); ++i) {
      auto &from = series[members[i]].instances;
      std::ranges::move(from, std::back_inserter(whole.instances));
      from.clear();
    }
    std::ranges::sort(whole.instances, is_before);
    whole.findings.push_back({Severity::info,
                              "SERIES-SEVERAL-STUDIES",
                              {},
                              "(0020,000D)",
                              fmt::format("its files name {} studies", members.size()),
                              {}});
  }
  std::size_t at = 0;
  std::erase_if(persons, [&](std::size_t) { return series[at++].instances.empty(); });
  std::erase_if(series, [](const Series &one) { return one.instances.empty(); });
}

} // namespace

GroupResult group(std::vector<Instance> instances) {
  GroupResult result;
  const Persons persons(instances);
  std::vector<std::size_t> rank(instances.size()), order(instances.size());
  for (std::size_t i = 0; i < instances.size(); ++i) {
    rank[i] = persons.rank(instances[i]);
    order[i] = i;
  }
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    if (rank[a] != rank[b]) return rank[a] < rank[b];
    const auto left = series_identity(instances[a]), right = series_identity(instances[b]);
    return left != right ? left < right : is_before(instances[a], instances[b]);
  });
  std::vector<std::size_t> series_persons;
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    end = begin + 1;
    const Instance &first = instances[order[begin]];
    while (end < order.size() && rank[order[end]] == rank[order[begin]] &&
           series_identity(instances[order[end]]) == series_identity(first))
      ++end;
    series_persons.push_back(rank[order[begin]]);
    result.series.emplace_back();
    result.series.back().instances.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i)
      result.series.back().instances.push_back(std::move(instances[order[i]]));
  }
  join_studies(result.series, series_persons);
  notice_two_persons(result.series, series_persons);
  for (Series &series : result.series) {
    drop_repeated(series, result);
    notice_instance_numbers(series);
  }
  return result;
}

} // namespace curate::dicom
