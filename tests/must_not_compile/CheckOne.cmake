# One source of this folder: it must compile as it is, so that a failure with MUST_NOT_COMPILE has the one reason meant.
# cmake -DCOMPILER=c++ -DFILE=x.cpp -DROOT=<project> -P CheckOne.cmake
cmake_minimum_required(VERSION 3.25)
set(command "${COMPILER}" -std=c++20 -fsyntax-only -w "-I${ROOT}" "${FILE}")
execute_process(COMMAND ${command} RESULT_VARIABLE failed ERROR_VARIABLE said OUTPUT_QUIET)
if(failed)
  message(FATAL_ERROR "the allowed form does not compile:\n${said}")
endif()
execute_process(COMMAND ${command} -DMUST_NOT_COMPILE RESULT_VARIABLE failed ERROR_QUIET OUTPUT_QUIET)
if(NOT failed)
  message(FATAL_ERROR "the forbidden form compiles")
endif()
