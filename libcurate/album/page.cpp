#include <libcurate/album/page.hpp>

#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>

namespace curate::album {

namespace {

// Nothing is loaded from anywhere, and no script runs, whatever a file name holds.
constexpr std::string_view head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
<title>Private: faces before and after</title>
<style>
body{font:15px/1.4 sans-serif;margin:0 auto;max-width:75em;padding:1em;background:#fff;color:#222}
.private{border:2px solid #b00;background:#fee;padding:.6em 1em}
section{border-top:1px solid #999;margin-top:1.5em}
h2{font-size:1.1em;overflow-wrap:anywhere}
h3{font-size:1em;margin:.6em 0 .2em}
.row{display:flex;flex-wrap:wrap;gap:.5em}
figure{margin:0}
figcaption{font-size:.85em;color:#555}
img{background:#000;max-width:100%}
.removed{color:#060}.refused{color:#b00}
</style>
</head>
<body>
<h1>Faces before and after</h1>
<p class="private"><strong>Private.</strong> This page shows the faces of the people in the pictures.
Do not share it, and delete it when you have looked at it.</p>
<p>Left to right: the head seen from its right, from the front, from its left. In the slices, what
was taken away is outlined in red; the person's right is on the right.</p>
)";

/// The names of entries that came early begin so.
constexpr std::string_view waiting = ".waiting-";

void put_row(std::string &out, std::string_view title, const std::vector<Picture> &pictures) {
  if (pictures.empty()) return;
  out += fmt::format("<h3>{}</h3>\n<div class=\"row\">\n", title);
  for (const Picture &picture : pictures)
    out +=
        fmt::format("<figure><img width=\"{}\" height=\"{}\" alt=\"{}\" "
                    "src=\"data:image/png;base64,{}\"></figure>\n",
                    picture.width, picture.height, escaped(picture.caption), base64(png(picture)));
  out += "</div>\n";
}

std::string told(const std::optional<double> &score) {
  return score ? fmt::format("{:.2f}", *score) : "nothing seen";
}

fs::path private_folder(const fs::path &folder) {
  boost::system::error_code failed;
  fs::create_directories(folder, failed);
  if (!failed) fs::permissions(folder, fs::owner_all, failed);
  if (failed) throw SystemError("the folder of the report cannot be made, or not be made private");
  return folder;
}

} // namespace

std::string escaped(std::string_view text) {
  const bool is_text = base::is_utf8(text);
  std::string out;
  for (const char letter : text) {
    const auto code = static_cast<unsigned char>(letter);
    if (letter == '&')
      out += "&amp;";
    else if (letter == '<')
      out += "&lt;";
    else if (letter == '>')
      out += "&gt;";
    else if (letter == '"')
      out += "&quot;";
    else if (letter == '\'')
      out += "&#39;";
    else if (code < 0x20 || code == 0x7F || (!is_text && code > 0x7F))
      out += '?';
    else
      out += letter;
  }
  return out;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i)
      out.push_back(at + i > bytes.size() ? '=' : letters[group >> (18 - 6 * i) & 63U]);
  }
  return out;
}

std::string section(const Entry &entry) {
  std::string out = fmt::format(
      "<section>\n<h2>{}</h2>\n<p><strong class=\"{}\">{}</strong>{} face: {}; {}.</p>\n",
      escaped(entry.file), escaped(entry.verdict), escaped(entry.verdict),
      entry.code.empty() ? "." : fmt::format(" ({}).", escaped(entry.code)), escaped(entry.face),
      entry.was_looked_at ? fmt::format("score before {}, after {}", told(entry.score_before),
                                        told(entry.score_after))
                          : "placed by another picture of the session");
  if (!entry.reason.empty())
    out += fmt::format("<p>{}{}</p>\n", escaped(entry.reason),
                       entry.remedy.empty() ? "" : "; " + escaped(entry.remedy));
  put_row(out, "Before", entry.before);
  put_row(out, "After", entry.after);
  put_row(out, "What went", entry.slices);
  return out + "</section>\n";
}

Page::Page(const fs::path &folder)
    : folder_(private_folder(folder)), file_(folder_ / "faces.html") {
  // What a killed run left.
  std::vector<fs::path> left;
  for (const auto &entry : fs::directory_iterator(folder_))
    if (entry.path().filename().string().starts_with(waiting)) left.push_back(entry.path());
  for (const fs::path &path : left)
    fs::remove(path);
  file_.write(head);
}

fs::path Page::place_of(std::size_t number) const {
  return folder_ / fmt::format("{}{}", waiting, number);
}

void Page::add(std::size_t number, const Entry &entry) {
  put(number, section(entry));
}

void Page::pass(std::size_t number) {
  put(number, {});
}

void Page::put(std::size_t number, const std::string &html) {
  const std::scoped_lock lock(mutex_);
  if (number != next_) {
    if (html.empty()) {
      passed_.insert(number);
      return;
    }
    base::write_file(place_of(number), html, base::Overwrite::yes);
    waiting_.insert(number);
    return;
  }
  file_.write(html);
  for (++next_;; ++next_) {
    if (passed_.erase(next_) > 0) continue;
    if (waiting_.erase(next_) == 0) return;
    file_.write(base::read_file(place_of(next_)));
    fs::remove(place_of(next_));
  }
}

void Page::finish() {
  const std::scoped_lock lock(mutex_);
  file_.write("</body>\n</html>\n");
  file_.commit(base::Overwrite::yes);
}

} // namespace curate::album
