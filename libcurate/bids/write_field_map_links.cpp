#include <libcurate/bids/field_map_links.hpp>

#include <algorithm>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/bids/path.hpp>
#include <libcurate/bids/sidecar.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>

namespace curate::bids {
namespace {

constexpr std::size_t largest_sidecar_bytes = std::size_t{64} << 20;

struct Loaded {
  Linkable picture;
  std::string text;
  json::Value sidecar;
};

std::string text_member(const json::Value &sidecar, const char *name) {
  const auto found = sidecar.find(name);
  return found != sidecar.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<double> number_member(const json::Value &sidecar, const char *name) {
  const auto found = sidecar.find(name);
  return found != sidecar.end() && found->is_number() ? std::optional(found->get<double>())
                                                      : std::nullopt;
}

/// The sidecar with the fields of the link, and no others of their kind.
json::Value linked(json::Value sidecar, const Link &link) {
  for (const char *field : {"IntendedFor", "B0FieldIdentifier", "B0FieldSource"})
    sidecar.erase(field);
  if (link.echo_time_1_s && !sidecar.contains("EchoTime1"))
    sidecar["EchoTime1"] = number_of(*link.echo_time_1_s);
  if (link.echo_time_2_s && !sidecar.contains("EchoTime2"))
    sidecar["EchoTime2"] = number_of(*link.echo_time_2_s);
  // "Separate" is said of an m0scan of the session, and goes with it; other kinds stay.
  if (text_member(sidecar, "M0Type") == "Separate") sidecar.erase("M0Type");
  if (link.has_separate_m0 && !sidecar.contains("M0Type")) sidecar["M0Type"] = "Separate";
  if (!link.intended_for.empty()) sidecar["IntendedFor"] = link.intended_for;
  if (!link.b0_field_identifier.empty()) sidecar["B0FieldIdentifier"] = link.b0_field_identifier;
  if (!link.b0_field_source.empty()) sidecar["B0FieldSource"] = link.b0_field_source;
  return sidecar;
}

std::vector<Loaded> load(const fs::path &dataset, std::span<const WrittenPicture> session,
                         Findings &findings) {
  std::vector<Loaded> all;
  for (const WrittenPicture &picture : session) {
    const std::string path = path_of(picture.name, ".json");
    Loaded one;
    if (fs::is_regular_file(dataset / path)) {
      one.text = base::read_file(dataset / path, largest_sidecar_bytes);
      one.sidecar = json::parse(one.text).value_or(json::Value());
    }
    if (!one.sidecar.is_object()) {
      findings.push_back({Severity::error, "BIDS-SIDECAR", path, "",
                          "the sidecar is missing or no JSON object",
                          "restore it, or remove the picture and convert it again"});
      continue;
    }
    one.picture = {picture.name, picture.acquired,
                   text_member(one.sidecar, "PhaseEncodingDirection"),
                   number_member(one.sidecar, "EchoTime")};
    all.push_back(std::move(one));
  }
  std::ranges::sort(all, {}, [](const Loaded &one) { return one.picture.name; });
  return all;
}

} // namespace

LinkedSidecars write_field_map_links(const fs::path &dataset,
                                     std::span<const WrittenPicture> session) {
  LinkedSidecars result;
  const std::vector<Loaded> all = load(dataset, session, result.findings);
  std::vector<Linkable> pictures;
  for (const Loaded &one : all)
    pictures.push_back(one.picture);
  const std::vector<Link> links = link_field_maps(pictures);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string path = path_of(links[i].name, ".json");
    const json::Value sidecar = linked(all[i].sidecar, links[i]);
    if (links[i].name.suffix == "phasediff" &&
        (!sidecar.contains("EchoTime1") || !sidecar.contains("EchoTime2")))
      result.findings.push_back({Severity::warning, "BIDS-ECHO-TIMES", path, "",
                                 "a phase difference whose two echo times are not known",
                                 "add EchoTime1 and EchoTime2 to its sidecar"});
    const std::string text = json::to_text(sidecar);
    if (text == all[i].text) continue;
    base::write_file(dataset / path, text, base::Overwrite::yes);
    result.changed.push_back(path);
  }
  std::ranges::sort(result.changed);
  return result;
}

} // namespace curate::bids
