#include <libcurate/consent/page.hpp>

#include <fmt/format.h>

namespace curate::consent {

namespace {

constexpr const char *style = R"(
@page { size: A4; margin: 18mm 15mm; }
body { font: 11pt/1.4 Georgia, "Times New Roman", serif; color: #111; max-width: 60em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 17pt; margin: 0 0 .2em; } h2 { font-size: 13pt; margin: 1.6em 0 .4em; break-after: avoid; }
p.on { color: #555; margin: 0 0 1em; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th { text-align: left; border-bottom: 1.5pt solid #333; padding: .25em .6em .25em 0; }
td { border-bottom: .5pt solid #bbb; padding: .25em .6em .25em 0; vertical-align: top; }
td.n { text-align: right; width: 4em; } td.l { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: 8.5pt; white-space: nowrap; }
ul.labels { columns: 12em; list-style: none; padding: 0; margin: 0; font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: 8.5pt; }
.no { font-weight: bold; } .none { color: #555; }
@media print { body { margin: 0; max-width: none; padding: 0; } }
)";

std::string row(std::initializer_list<std::string_view> cells, std::string_view first_class) {
  std::string text = "<tr>";
  bool is_first = true;
  for (const auto cell : cells) {
    text += is_first ? fmt::format("<td class=\"{}\">", first_class) : "<td>";
    text += escaped(cell) + "</td>";
    is_first = false;
  }
  return text + "</tr>\n";
}

std::string label_list(const std::string &title, const std::vector<std::string> &subjects) {
  std::string text = fmt::format("<h2>{} ({})</h2>\n", escaped(title), subjects.size());
  if (subjects.empty()) return text + "<p class=\"none\">Nobody.</p>\n";
  text += "<ul class=\"labels\">\n";
  for (const auto &subject : subjects)
    text += "<li>sub-" + escaped(subject) + "</li>\n";
  return text + "</ul>\n";
}

std::string counts(const Report &report) {
  std::string text = "<h2>How consents stand</h2>\n<table>\n";
  for (const Standing standing :
       {Standing::given, Standing::ended, Standing::withdrawn, Standing::unclear, Standing::none})
    text += row({std::to_string(report.count(standing)), name_of(standing)}, "n");
  if (report.is_of_use)
    text += row({std::to_string(report.allowed()), "may be shared as asked"}, "n");
  text += "</table>\n<h2>What was agreed to</h2>\n<table>\n";
  for (const auto &[scope, count] : report.by_scope)
    text += row({std::to_string(count), scope}, "n");
  return text + "</table>\n";
}

std::string people(const Report &report) {
  std::string text = "<h2>Everybody</h2>\n<table>\n<thead><tr><th>Label</th><th>Consent</th>"
                     "<th>Since</th><th>Until</th><th>Data</th><th>Agreed to</th>";
  text += report.is_of_use ? "<th>As asked</th></tr></thead>\n" : "</tr></thead>\n";
  for (const auto &line : report.people) {
    const State &state = line.state;
    std::string standing(name_of(line.standing));
    if (state.withdrawn) standing += fmt::format(" ({})", name_of(*state.withdrawn));
    text += fmt::format(
        "<tr><td class=\"l\">sub-{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>",
        escaped(line.subject), standing, state.scope ? base::text_of(state.since) : "",
        state.until ? base::text_of(*state.until) : "", line.has_data ? "yes" : "no",
        state.scope ? escaped(short_words(*state.scope)) : "");
    if (line.decision)
      text += fmt::format("<td class=\"{}\">{}</td>", line.decision->allowed ? "yes" : "no",
                          line.decision->allowed ? "yes" : "no: " + escaped(line.decision->words));
    text += "</tr>\n";
  }
  return text + "</table>\n";
}

} // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text)
    switch (letter) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    default:
      out += letter;
    }
  return out;
}

std::string page_of(const Report &report, const std::string &study_name) {
  const std::string name = escaped(study_name), on = base::text_of(report.on);
  return fmt::format(
             "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<title>Consents of {} on {}</title>\n<style>{}</style>\n</head>\n<body>\n"
             "<h1>Consents of {}</h1>\n<p class=\"on\">as they stand on {}; {} people</p>\n",
             name, on, style, name, on, report.people.size()) +
         counts(report) +
         label_list(fmt::format("Ending within {} days", report.expiring_days), report.expiring) +
         label_list("Data without consent", report.data_without_consent) +
         label_list("Consent without data", report.consent_without_data) + people(report) +
         "</body>\n</html>\n";
}

} // namespace curate::consent
