#include <libcurate/deid/clean_series.hpp>
#include <libcurate/deid/clean_series_state.hpp>
#include <libcurate/dicom/pixels.hpp>

namespace curate::deid {

CleanSeries::CleanSeries(std::unique_ptr<State> state) : state_(std::move(state)) {}
CleanSeries::CleanSeries(CleanSeries &&) noexcept = default;
CleanSeries &CleanSeries::operator=(CleanSeries &&) noexcept = default;
CleanSeries::~CleanSeries() = default;

const dicom::SeriesFacts &CleanSeries::facts() const {
  return state_->facts;
}
std::span<const dicom::Frame> CleanSeries::frames() const {
  return state_->frames;
}
const CleanTexts &CleanSeries::texts() const {
  return state_->texts;
}
const Secret<NamingTexts> &CleanSeries::naming_texts() const {
  return state_->naming_texts;
}
const std::string &CleanSeries::subject() const {
  return state_->subject;
}
const std::string &CleanSeries::series_token() const {
  return state_->tokens.series;
}
const std::string &CleanSeries::study_token() const {
  return state_->tokens.study;
}
const std::string &CleanSeries::visit_token() const {
  return state_->tokens.visit;
}
const std::string &CleanSeries::content_token() const {
  return state_->tokens.content;
}
const std::optional<std::string> &CleanSeries::shifted_acquisition_time() const {
  return state_->shifted_acquisition_time;
}
Options CleanSeries::options() const {
  return state_->options;
}

std::optional<int> CleanSeries::age_years() const {
  return state_->age_years;
}
const Findings &CleanSeries::findings() const {
  return state_->findings;
}

Result<void> CleanSeries::decode(std::size_t frame, std::span<std::byte> out) const {
  if (frame >= state_->frames.size())
    return problem("PIXELS-FRAME", "the series has no such frame");
  return dicom::decode(state_->pixels[frame], state_->frames[frame].format, out);
}

} // namespace curate::deid
