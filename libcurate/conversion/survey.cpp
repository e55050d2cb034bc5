#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <libcurate/bids/naming.hpp>
#include <libcurate/conversion/survey.hpp>
#include <libcurate/deid/frames_of_reference.hpp>
#include <libcurate/deid/gather.hpp>
#include <libcurate/dicom/group.hpp>
#include <libcurate/dicom/scan.hpp>
#include <libcurate/parallel/for_each.hpp>
#include <libcurate/volume/names.hpp>
#include <mutex>
#include <set>

namespace curate::conversion {

namespace {

// Headers kept between the first look and the conversion: about 6 MB.
constexpr std::size_t max_kept_frames = 6000;

bool is_picture(dicom::ObjectKind kind) {
  return kind == dicom::ObjectKind::picture || kind == dicom::ObjectKind::enhanced_picture;
}

SurveyedSeries first_look(dicom::Series series) {
  SurveyedSeries out;
  const dicom::Instance &first = series.instances.front();
  if (first.series_number >= 0) out.outcome.series_number = first.series_number;
  out.outcome.what = name_of(first.kind);
  out.outcome.file_count = series.instances.size();
  for (const auto &instance : series.instances)
    out.outcome.byte_count += instance.source.length_bytes;
  out.outcome.findings = series.findings;
  if (!is_picture(first.kind)) {
    out.is_skipped = true;
    out.problem =
        Problem{"SERIES-NOT-A-PICTURE", "this is no picture but: " + out.outcome.what, {}};
  }
  out.series = std::move(series);
  return out;
}

std::string kind_of(const bids::NameVerdict &verdict) {
  if (!verdict.name.suffix.empty()) return verdict.name.suffix;
  const auto dot = verdict.rule.rfind('.');
  return verdict.rule.empty() ? "unknown"
                              : verdict.rule.substr(dot == std::string::npos ? 0 : dot + 1);
}

std::string place_of(const SurveyedSeries &series) {
  return series.outcome.series_number ? fmt::format("series {}", *series.outcome.series_number)
                                      : "series without number";
}

void look_at_pictures(SurveyedSeries &out, const deid::CleanSeries &clean,
                      const Rulebook &rulebook) {
  auto pictures = volume::partition(clean);
  if (!pictures) {
    out.problem = pictures.error();
    return;
  }
  for (auto &picture : *pictures) {
    SurveyedPicture one;
    PictureOutcome told;
    const auto acquisition = volume::describe(clean, picture);
    if (!acquisition) {
      one.problem = acquisition.error();
      told.status = Status::failed;
      told.code = acquisition.error().code;
      told.reason = acquisition.error().message;
      told.kind = "picture";
      out.outcome.findings.push_back(
          base::finding_of(*one.problem, Severity::error, {}, place_of(out)));
    } else {
      one.facts = bids::facts_of(clean, picture, *acquisition);
      one.extent = extent_of(clean, picture, one.facts);
      one.verdict = bids::name_of(one.facts, *rulebook.names);
      told.matched = one.verdict.matched;
      told.missing = one.verdict.missing;
      told.code = one.verdict.code;
      told.rule = one.verdict.rule;
      told.reason = one.verdict.reason;
      told.kind = kind_of(one.verdict);
    }
    one.picture = std::move(picture);
    out.pictures.push_back(std::move(one));
    out.outcome.pictures.push_back(std::move(told));
  }
}

void tell_facts(SurveyedSeries &out, const deid::CleanSeries &clean) {
  const auto &facts = clean.facts();
  const auto &texts = clean.texts();
  out.outcome.vendor = volume::name_of(facts.manufacturer);
  out.outcome.modality = volume::name_of(facts.modality);
  out.outcome.description = texts.series_description.empty() ? texts.protocol_name.text()
                                                             : texts.series_description.text();
  out.outcome.subject = clean.subject();
  out.protocol_name = texts.protocol_name.text();
  if (facts.series_number) out.outcome.series_number = facts.series_number;
  out.outcome.findings = clean.findings(); // holds those of the first look, too
  out.frame_count = clean.frames().size();
  out.tokens.series = clean.series_token();
  out.tokens.study = clean.study_token();
  out.tokens.visit = clean.visit_token();
  for (const auto &frame : clean.frames()) {
    const auto &format = frame.format;
    out.voxel_bytes += static_cast<std::uint64_t>(std::max(0, format.rows)) *
                       static_cast<std::uint64_t>(std::max(0, format.columns)) *
                       static_cast<std::uint64_t>(std::max(1, format.samples_per_pixel)) *
                       static_cast<std::uint64_t>(std::max(8, format.bits_allocated)) / 8;
  }
  out.shifted_time = clean.shifted_acquisition_time();
  out.age_years = clean.age_years();
}

// A picture that lacks what one of its files held would look whole, so the series is refused.
std::optional<Problem> damage_of(const deid::CleanSeries &clean) {
  const auto &findings = clean.findings();
  const auto bad = std::ranges::find(findings, Severity::error, &Finding::severity);
  if (bad == findings.end()) return {};
  return Problem{bad->code, "a file of the series cannot be used: " + bad->message,
                 "copy it from its origin again; without that file the others are converted"};
}

// One outcome stands for a series that is left out as a whole, so that it is told like the others.
void tell_problem(SurveyedSeries &out) {
  if (!out.problem) return;
  PictureOutcome told;
  told.status = out.is_skipped ? Status::skipped : Status::failed;
  told.code = out.problem->code;
  told.reason = out.problem->message;
  told.kind = out.outcome.what;
  out.outcome.pictures = {told};
  // The first look may have told of it already.
  std::erase_if(out.outcome.findings,
                [&](const Finding &f) { return f.code == out.problem->code; });
  const Severity severity = out.is_skipped ? Severity::info : Severity::error;
  out.outcome.findings.push_back(base::finding_of(*out.problem, severity, {}, place_of(out)));
}

// What is known of a person is what all files of the run say, under any of the person's ids.
void share_known(Survey &survey, const deid::Gathering &gathering, const Rulebook &rulebook,
                 const std::map<const void *, std::string> &labels) {
  std::map<std::string, deid::KnownValues> by_person;
  std::map<std::string, std::set<std::string>> names; // of identities, by person
  const auto person_of = [&](const dicom::Instance &instance) {
    const auto label = labels.find(instance.identity.get());
    return label == labels.end() || label->second.empty()
               ? '\x1f' + deid::whose(instance.identity->reveal())
               : label->second;
  };
  for (const auto &one : survey.series)
    for (const auto &instance : one.series.instances)
      if (instance.identity)
        names[person_of(instance)].insert(deid::whose(instance.identity->reveal()));
  std::map<std::string, std::shared_ptr<const KnownPerson>> people;
  for (auto &one : survey.series) {
    const dicom::Instance &first = one.series.instances.front();
    const std::string person = first.identity ? person_of(first) : std::string();
    auto &shared = people[person];
    if (!shared) {
      deid::KnownValues known;
      for (const auto &name : names[person])
        known.merge(gathering.of(name));
      const bool has_label = !person.empty() && person.front() != '\x1f';
      shared = std::make_shared<const KnownPerson>(std::move(known), has_label ? person : "",
                                                   *rulebook.vocabulary);
    }
    one.person = shared;
  }
}

// Says who each series is about; those of people who cannot be told get their problem.
std::map<const void *, std::string> identify_people(Survey &survey, const Rulebook &rulebook) {
  std::map<const void *, std::string> labels;
  if (rulebook.pseudonyms == nullptr) return labels;
  std::vector<Secret<dicom::Identity>> identities;
  std::map<const void *, std::size_t> place_of;
  for (const auto &one : survey.series) {
    const auto &identity = one.series.instances.front().identity;
    if (identity && place_of.emplace(identity.get(), identities.size()).second)
      identities.push_back(*identity);
  }
  auto people = deid::identify(identities, rulebook.given, rulebook.known, *rulebook.pseudonyms);
  survey.people = std::move(people.to_record);
  std::erase_if(survey.people, [&](const deid::KnownPerson &person) {
    return rulebook.blocked.has(person.person_token, person.label);
  });
  survey.findings.insert(survey.findings.end(), people.findings.begin(), people.findings.end());
  for (auto &one : survey.series) {
    const auto &identity = one.series.instances.front().identity;
    if (one.problem || !identity) continue;
    const auto &verdict = people.verdicts[place_of.at(identity.get())];
    const auto token = rulebook.pseudonyms->person_token(*identity);
    if (verdict.problem)
      one.problem = verdict.problem;
    else if (rulebook.blocked.has(token.value_or(""), verdict.label))
      one.problem = study::Blocked::problem();
    else
      one.tokens = rulebook.pseudonyms->tokens(one.series, verdict.label);
  }
  for (const auto &[identity, place] : place_of)
    labels.emplace(identity, people.verdicts[place].label);
  return labels;
}

} // namespace

Survey survey(const Request &request, const Rulebook &rulebook) {
  const auto progress = [&](std::string_view phase, std::size_t done, std::size_t total) {
    if (request.progress) request.progress(phase, done, total);
  };
  deid::Gathering gathering;
  deid::FramesOfReference places(rulebook.pseudonyms);
  auto scanned = dicom::scan(
      request.inputs, request.jobs,
      [&](std::size_t done, std::size_t total) { progress("scanning", done, total); },
      [&](const dicom::Header &header, const dicom::Instance &instance) {
        gathering.look_at(header, deid::whose(instance.identity->reveal()));
        places.look_at(header, instance);
      });
  Survey out;
  out.file_count = scanned.file_count;
  out.findings = std::move(scanned.findings);
  out.passed_over = dicom::by_reason(scanned.passed_over);
  auto grouped = dicom::group(std::move(scanned.instances));
  out.series.reserve(grouped.series.size());
  for (auto &series : grouped.series)
    out.series.push_back(first_look(std::move(series)));
  for (auto &one : out.series)
    one.frame = places.of(one.series.instances.front());
  share_known(out, gathering, rulebook, identify_people(out, rulebook));

  std::atomic<std::size_t> kept_frames = 0;
  std::size_t done = 0;
  std::mutex told;
  parallel::for_each(request.jobs, out.series.size(), [&](std::size_t index) {
    SurveyedSeries &one = out.series[index];
    if (!one.problem) {
      auto clean = clean_of(one, rulebook);
      if (clean) {
        tell_facts(one, **clean);
        one.problem = damage_of(**clean);
        if (!one.problem) look_at_pictures(one, **clean, rulebook);
        const std::size_t frames = (*clean)->frames().size();
        if (kept_frames.fetch_add(frames) + frames <= max_kept_frames) one.clean = *clean;
      } else {
        one.problem = clean.error();
      }
    }
    tell_problem(one);
    const std::lock_guard lock(told);
    progress("reading headers", ++done, out.series.size());
  });
  return out;
}

Result<std::shared_ptr<const deid::CleanSeries>> clean_of(const SurveyedSeries &series,
                                                          const Rulebook &rulebook) {
  if (series.clean) return series.clean;
  auto made =
      deid::apply(series.series, *rulebook.profile, rulebook.pseudonyms, series.person->scrubber());
  if (!made) return tl::unexpected(made.error());
  if (series.frame_count > 0 && made->series.frames().size() != series.frame_count)
    return problem("SERIES-CHANGED", "files of the series changed while they were read",
                   "convert it again when nothing writes to the folder");
  return std::make_shared<const deid::CleanSeries>(std::move(made->series));
}

void tell_unreadable(SurveyedSeries &series, const Problem &problem) {
  for (PictureOutcome &told : series.outcome.pictures) {
    told.status = Status::failed;
    told.code = problem.code;
    told.reason = problem.message;
  }
  series.outcome.findings.push_back(
      base::finding_of(problem, Severity::error, {}, place_of(series)));
}

Outcome outcome_of(Survey survey) {
  Outcome out;
  out.passed_over = std::move(survey.passed_over);
  out.file_count = survey.file_count;
  out.findings = std::move(survey.findings);
  out.series.reserve(survey.series.size());
  for (auto &one : survey.series)
    out.series.push_back(std::move(one.outcome));
  return out;
}

} // namespace curate::conversion
