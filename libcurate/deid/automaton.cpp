#include <libcurate/deid/automaton.hpp>

namespace curate::deid {

Automaton::Automaton() : nodes_(1) {}

std::uint32_t Automaton::child(std::uint32_t node, unsigned char byte) const {
  if (node == 0) return first_[byte];
  std::uint32_t at = nodes_[node].child;
  while (at != 0 && nodes_[at].byte != byte)
    at = nodes_[at].sibling;
  return at;
}

std::uint32_t Automaton::next(std::uint32_t node, unsigned char byte) const {
  for (;;) {
    const std::uint32_t found = child(node, byte);
    if (found != 0 || node == 0) return found;
    node = nodes_[node].fail;
  }
}

std::uint32_t Automaton::add(std::string_view needle) {
  std::uint32_t at = 0;
  for (const char c : needle) {
    const auto byte = static_cast<unsigned char>(c);
    std::uint32_t found = child(at, byte);
    if (found == 0) {
      found = static_cast<std::uint32_t>(nodes_.size());
      Node made;
      made.byte = byte;
      made.sibling = nodes_[at].child;
      nodes_.push_back(made);
      nodes_[at].child = found;
      if (at == 0) first_[byte] = found;
    }
    at = found;
  }
  if (nodes_[at].needle == none) nodes_[at].needle = needle_count_++;
  return nodes_[at].needle;
}

void Automaton::finish() {
  std::vector<std::uint32_t> order = {0};
  order.reserve(nodes_.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t node = order[i];
    for (std::uint32_t at = nodes_[node].child; at != 0; at = nodes_[at].sibling) {
      nodes_[at].fail = node == 0 ? 0 : next(nodes_[node].fail, nodes_[at].byte);
      nodes_[at].end = nodes_[at].needle != none ? at : nodes_[nodes_[at].fail].end;
      order.push_back(at);
    }
  }
}

} // namespace curate::deid
