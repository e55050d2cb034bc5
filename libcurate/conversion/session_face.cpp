#include <algorithm>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/conversion/removal_json.hpp>
#include <libcurate/conversion/session_face.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <libcurate/json/write.hpp>

namespace curate::conversion {

namespace {

FrameFace frame_from(const json::Value &value) {
  FrameFace frame;
  frame.frame = value.at("frame").get<std::string>();
  frame.looked_at = value.at("looked_at").get<std::vector<std::string>>();
  frame.shows_head = value.at("shows_head").get<bool>();
  frame.reference = value.value("reference", std::string());
  frame.reference_content = value.value("reference_content", std::string());
  if (value.contains("removal")) frame.removal = removal_from(value.at("removal"));
  return frame;
}

json::Value frame_json(const FrameFace &frame) {
  json::Value value = {
      {"frame", frame.frame}, {"looked_at", frame.looked_at}, {"shows_head", frame.shows_head}};
  if (!frame.reference.empty()) {
    value["reference"] = frame.reference;
    value["reference_content"] = frame.reference_content;
  }
  if (frame.removal) value["removal"] = json_of(*frame.removal);
  return value;
}

} // namespace

const FrameFace *SessionFace::find(const std::string &frame) const {
  const auto at = std::ranges::find(frames, frame, &FrameFace::frame);
  return at == frames.end() ? nullptr : &*at;
}

FrameFace &SessionFace::at(const std::string &frame) {
  const auto at = std::ranges::lower_bound(frames, frame, {}, &FrameFace::frame);
  if (at != frames.end() && at->frame == frame) return *at;
  FrameFace made;
  made.frame = frame;
  return *frames.insert(at, std::move(made));
}

fs::path face_file(const std::string &subject, const std::string &session) {
  return fs::path("faces") /
         ("sub-" + subject + (session.empty() ? "" : "_ses-" + session) + ".json");
}

SessionFace read_session_face(const fs::path &file) {
  SessionFace face;
  if (!fs::exists(file)) return face;
  const auto refuse = [&] {
    return InputError(file.string() + " is damaged: bring it back from its backup, or remove it "
                                      "and the session's pictures and convert them again");
  };
  const auto value = json::read_file(file);
  if (!value && value.error().code == "JSON-READ") throw InputError(value.error().message);
  if (!value || !json::check(*value, json::embedded("faces.schema.json"), file.string()).empty())
    throw refuse();
  for (const auto &frame : value->at("frames"))
    face.at(frame.at("frame").get<std::string>()) = frame_from(frame);
  return face;
}

void write_session_face(const fs::path &file, const SessionFace &face) {
  json::Value value = {{"schema_version", 1}, {"frames", json::Value::array()}};
  for (const FrameFace &frame : face.frames)
    value["frames"].push_back(frame_json(frame));
  // One line: some 600 numbers would be as many lines.
  base::write_file(file, json::to_line(value) + "\n", base::Overwrite::yes);
  // private/ is closed already; a file system without permissions is told when the study is opened.
  boost::system::error_code ignored;
  fs::permissions(file.parent_path(), fs::owner_all, ignored);
  fs::permissions(file, fs::owner_read | fs::owner_write, ignored);
}

} // namespace curate::conversion
