#include <gtest/gtest.h>
#include <libcurate/bids/entities.hpp>
#include <libcurate/bids/path.hpp>
#include <rapidcheck/gtest.h>

namespace curate::bids {
namespace {

Entities rest() {
  Entities name;
  name.datatype = "func";
  name.suffix = "bold";
  name.labels = {{Entity::echo, "2"},
                 {Entity::task, "rest"},
                 {Entity::ses, "1"},
                 {Entity::run, "3"},
                 {Entity::sub, "K7"}};
  return name;
}

TEST(entities, stand_in_the_order_of_bids) {
  EXPECT_EQ(path_of(rest(), ".nii.gz"),
            "sub-K7/ses-1/func/sub-K7_ses-1_task-rest_run-3_echo-2_bold.nii.gz");
}

TEST(entities, leave_out_the_session_folder_where_there_is_none) {
  Entities name = rest();
  name.labels.erase(Entity::ses);
  EXPECT_EQ(path_of(name, ".json"), "sub-K7/func/sub-K7_task-rest_run-3_echo-2_bold.json");
}

TEST(entities, are_read_back_from_a_path) {
  const auto back = parse_path(path_of(rest(), ".nii.gz"));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, rest());
}

TEST(entities, refuse_paths_that_are_not_ours) {
  for (const char *path : {"", "sub-1", "../sub-1/anat/sub-1_T1w.nii.gz",
                           "sub-1/anat/sub-2_T1w.nii.gz", "sub-1/func/sub-1_T1w.nii.gz",
                           "sub-1/anat/sub-1_run-1_acq-x_T1w.nii.gz", "sub-1/anat/sub-1_T1w_x",
                           "sub-1/anat/sub-1_acq-a_acq-b_T1w.nii", "sub-1//anat/sub-1_T1w.nii"})
    EXPECT_FALSE(parse_path(path)) << path;
}

TEST(entities, refuse_labels_that_bids_does_not_allow) {
  for (const std::string &label :
       {std::string("../x"), std::string("a b"), std::string("Grüße"), std::string(300, 'a'),
        std::string(), std::string("a\0b", 3), std::string("a-b")}) {
    Entities name = rest();
    name.labels[Entity::acq] = label;
    const auto verdict = check(name);
    ASSERT_FALSE(verdict);
    EXPECT_EQ(verdict.error().code, "NAME-LABEL");
  }
}

TEST(entities, miss_what_is_required) {
  Entities name = rest();
  name.labels.erase(Entity::task);
  ASSERT_FALSE(check(name));
  EXPECT_EQ(check(name).error().code, "NAME-ENTITY");
}

TEST(entities, refuse_what_the_kind_may_not_have) {
  Entities name = rest();
  name.labels[Entity::inv] = "1";
  ASSERT_FALSE(check(name));
  name = rest();
  name.suffix = "nothing";
  EXPECT_EQ(check(name).error().code, "NAME-SUFFIX");
}

TEST(entities, know_their_keys) {
  for (const Entity entity : all_entities())
    EXPECT_EQ(entity_of(key_of(entity)), entity);
  EXPECT_FALSE(entity_of("subject"));
}

RC_GTEST_PROP(entities, any_text_is_parsed_or_refused, (const std::string &text)) {
  const auto parsed = parse_path(text);
  RC_ASSERT(!parsed || check(*parsed));
}

} // namespace
} // namespace curate::bids
