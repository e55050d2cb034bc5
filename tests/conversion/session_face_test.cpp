#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/conversion/session_face.hpp>
#include <sys/stat.h>

#include "tests/support/folders.hpp"

namespace curate::conversion {
namespace {

const std::string picture = std::string(32, 'a') + "-0", content(32, 'b');

/// A removal whose numbers are rounded as those are that are kept.
face::Removal some_removal() {
  face::Removal removal;
  removal.right_eye_ras_mm = {31.25, 58.5, -31.75};
  removal.left_eye_ras_mm = {-32.01, 59.99, -30.5};
  removal.atlas_to_subject.m = {
      {{0.9312, 0.0101, 0, 1.5}, {-0.0101, 0.9312, 0, -2.25}, {0, 0, 0.95, 3}}};
  std::vector<float> reach(face::Hull::directions().size());
  for (std::size_t at = 0; at < reach.size(); ++at)
    reach[at] = 70.01F + static_cast<float>(at % 7) * 0.1F;
  removal.brain = face::Hull(reach);
  removal.brain_margin_mm = 9;
  removal.widened = 2;
  return removal;
}

TEST(session_face, is_read_as_it_was_written_and_by_its_owner_alone) {
  const support::TemporaryFolder folder;
  const fs::path file = folder.path() / face_file("ab12", "1");
  EXPECT_EQ(file, folder.path() / "faces" / "sub-ab12_ses-1.json");
  EXPECT_EQ(face_file("ab12", ""), fs::path("faces") / "sub-ab12.json");
  SessionFace face;
  FrameFace frame;
  frame.frame = "2.25.7";
  frame.looked_at = {picture};
  frame.shows_head = true;
  frame.reference = picture;
  frame.reference_content = content;
  frame.removal = some_removal();
  face.at("2.25.7") = frame;
  face.at("").looked_at = {picture};
  write_session_face(file, face);
  struct stat of {};
  ASSERT_EQ(::stat(file.c_str(), &of), 0);
  EXPECT_EQ(of.st_mode & 0777U, 0600U);
  const SessionFace again = read_session_face(file);
  ASSERT_EQ(again.frames.size(), 2U);
  EXPECT_EQ(again.frames.front().frame, "");
  EXPECT_FALSE(again.frames.front().removal);
  const FrameFace *read = again.find("2.25.7");
  ASSERT_TRUE(read != nullptr && read->removal);
  EXPECT_TRUE(read->shows_head);
  EXPECT_EQ(read->looked_at, frame.looked_at);
  EXPECT_EQ(read->reference, picture);
  EXPECT_EQ(read->reference_content, content);
  const face::Removal was = some_removal();
  EXPECT_EQ(read->removal->right_eye_ras_mm, was.right_eye_ras_mm);
  EXPECT_EQ(read->removal->left_eye_ras_mm, was.left_eye_ras_mm);
  EXPECT_EQ(read->removal->atlas_to_subject, was.atlas_to_subject);
  EXPECT_EQ(read->removal->brain.reach_mm(), was.brain.reach_mm()) << "bit for bit";
  EXPECT_EQ(read->removal->widened, 2);
  // What is written of what was read is the same text.
  const std::string text = base::read_file(file);
  write_session_face(file, again);
  EXPECT_EQ(base::read_file(file), text);
}

TEST(session_face, of_a_new_session_is_empty_and_a_damaged_one_is_refused) {
  const support::TemporaryFolder folder;
  const fs::path file = folder.path() / "faces" / "sub-x.json";
  EXPECT_TRUE(read_session_face(file).frames.empty());
  for (const char *text :
       {"", "{\"schema_version\": 1, \"fra", "{\"schema_version\": 2, \"frames\": []}",
        "{\"schema_version\": 1, \"frames\": [{\"frame\": \"Doe^John\"}]}"}) {
    base::write_file(file, text, base::Overwrite::yes);
    EXPECT_THROW(read_session_face(file), InputError) << text;
  }
}

TEST(session_face, keeps_its_frames_in_order) {
  SessionFace face;
  for (const char *name : {"2.25.9", "2.25.1", "", "2.25.5", "2.25.1"})
    face.at(name).looked_at.emplace_back(picture);
  std::vector<std::string> names;
  for (const FrameFace &frame : face.frames)
    names.push_back(frame.frame);
  EXPECT_EQ(names, (std::vector<std::string>{"", "2.25.1", "2.25.5", "2.25.9"}));
  EXPECT_EQ(face.find("2.25.1")->looked_at.size(), 2U);
  EXPECT_EQ(face.find("2.25.2"), nullptr);
}

} // namespace
} // namespace curate::conversion
