#include <libcurate/archive/unpack.hpp>
#include <libcurate/dicom/look_into.hpp>
#include <libcurate/dicom/parser.hpp>

namespace curate::dicom {

namespace {

using archive::Kind;
using archive::Source;

// Holds most headers; more is read where a header goes on.
constexpr std::size_t start_bytes = std::size_t{1} << 15;

void pass_over(const Problem &why, Sight &sight) {
  if (why.code == "DICOM-NOT") {
    ++sight.passed_over.not_dicom;
    return;
  }
  ++(why.code == "FILE-UNREADABLE" ? sight.passed_over.unreadable : sight.passed_over.damaged);
  sight.findings.push_back(base::finding_of(why, Severity::error));
}

// Looks at files one after the other; members of archives are files too.
class Looker {
public:
  Looker(Identities &identities, Sight &sight, const HeaderVisitor &visit)
      : identities_(identities), sight_(sight), visit_(visit) {}

  void look(Source source) {
    auto start = source.read_start(start_bytes);
    if (!start) return pass_over(start.error(), sight_);
    if (start->whole_length_bytes == 0) {
      ++sight_.passed_over.empty;
      return;
    }
    const std::string name(source.is_member() ? source.member() : source.path());
    switch (archive::kind_of(start->bytes.view(), name)) {
    case Kind::plain:
      return look_at(std::move(source), std::move(*start));
    case Kind::gzip:
      return look_into_gzip(std::move(source));
    case Kind::tar:
    case Kind::compressed_tar:
    case Kind::zip:
      return look_into_archive(source);
    }
  }

private:
  void look_at(Source source, Source::Start start) {
    const bool is_whole = start.bytes.view().size() >= start.whole_length_bytes;
    auto header = Header::parse_start(std::move(start.bytes), start.whole_length_bytes);
    if (!header && !is_whole && header.error().code == "DICOM-TRUNCATED") {
      auto whole = source.read();
      if (!whole) return pass_over(whole.error(), sight_);
      header = Header::parse(std::move(*whole), Extent::until_pixel_data);
    }
    if (!header) return pass_over(header.error(), sight_);
    Instance instance = first_look(*header, identities_);
    if (instance.kind == ObjectKind::directory) {
      ++sight_.passed_over.directories;
      return;
    }
    source.length_bytes = start.whole_length_bytes;
    instance.source = std::move(source);
    if (visit_) visit_(*header, instance);
    sight_.instances.push_back(std::move(instance));
  }

  void look_into_gzip(Source source) {
    source.is_gzip = true;
    auto bytes = source.read();
    if (!bytes) return pass_over(bytes.error(), sight_);
    if (archive::is_tar(bytes->view())) return look_into_archive(source);
    const std::uint64_t length = bytes->view().size();
    look_at(std::move(source), {std::move(*bytes), length});
  }

  void look_into_archive(const Source &source) {
    if (source.is_member()) {
      ++sight_.passed_over.refused;
      sight_.findings.push_back({Severity::warning,
                                 "ARCHIVE-NESTED",
                                 {},
                                 {},
                                 "an archive lies within an archive; it was passed over",
                                 "unpack the outer one first"});
      return;
    }
    ++sight_.archive_count;
    auto unpacked = archive::unpack(source.path(), [](std::span<const std::byte> start) {
      return archive::kind_of(start, {}) != Kind::plain || data_begin(start);
    });
    sight_.passed_over.not_dicom += unpacked.unwanted_members;
    sight_.passed_over.empty += unpacked.empty_members;
    for (Finding &finding : unpacked.findings)
      sight_.findings.push_back(std::move(finding));
    for (Source &member : unpacked.members)
      look(std::move(member));
  }

  Identities &identities_;
  Sight &sight_;
  const HeaderVisitor &visit_;
};

} // namespace

void look_into(const archive::Source &file, Identities &identities, Sight &sight,
               const HeaderVisitor &visit) {
  Looker(identities, sight, visit).look(file);
}

} // namespace curate::dicom
