#include "tools/command.hpp"

int main(int argc, char **argv) {
  return curate::tools::main(argc, argv);
}
