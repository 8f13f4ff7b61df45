# Common part of the scripts: finds the project, checks the tools, builds when sources are newer, starts the commands.
# Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
control="$root/local-stack/control/target"
operator="$root/scripts/operator/target"
cli="$root/scripts/cli/target"
simulation="$root/benchmarks/simulation/target"
bench="$root/benchmarks/bench/target"

say() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
}

# fail CODE MESSAGE...
fail() {
  local code=$1
  shift
  say "$@"
  exit "$code"
}

require_java() {
  if [[ -n ${JAVA_HOME:-} ]]; then
    [[ -x $JAVA_HOME/bin/java ]] || fail 1 "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it; unset it or correct it."
    java=$JAVA_HOME/bin/java
  else
    java=$(command -v java) || fail 1 "no java found; install a JDK 17 or newer, or set JAVA_HOME to one."
  fi
  local version
  version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
  [[ $version =~ ^[0-9]+$ && $version -ge 17 ]] ||
    fail 1 "$java is Java ${version:-of an unknown version}; 17 or newer is needed: set JAVA_HOME to a JDK 17."
}

require_maven() {
  require_java
  local home
  home=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
  [[ -x $home/bin/javac ]] || fail 1 "$home is a Java runtime without a compiler; install a JDK 17 or newer."
  command -v mvn >/dev/null || fail 1 "no mvn found; install Maven 3.8 or newer."
}

# True if something is missing or a source is newer than the last build.
build_is_stale() {
  local stamp=$control/build.stamp
  [[ -f $stamp && -f $control/control.classpath && -f $operator/operator.classpath ]] || return 0
  [[ -f $cli/cli.classpath && -f $simulation/simulation.classpath ]] || return 0
  compgen -G "$root/settlement-producer/target/*-exec.jar" >/dev/null || return 0
  compgen -G "$root/settlement-consumer/target/*-exec.jar" >/dev/null || return 0
  is_newer_than "$stamp"
}

# True if a source is newer than the file.
is_newer_than() {
  local newer
  newer=$(find "$root" \( -name target -o -name .git -o -name .local -o -name test \) -prune -o \
    \( -path '*/src/main*' -o -path "$root/sql*" -o -name pom.xml \) -newer "$1" -print -quit)
  [[ -n $newer ]]
}

build() {
  build_is_stale || return 0
  require_maven
  mkdir -p "$control"
  if command -v flock >/dev/null; then
    mkdir -p "$root/.local"
    exec 9>"$root/.local/build.lock"
    flock 9
    build_is_stale || { exec 9>&-; return 0; }
  fi
  say "building; the first time Maven downloads a lot, which can take minutes ..."
  touch "$control/build.started"
  (cd "$root" && mvn --quiet --batch-mode -DskipTests --projects local-stack/control,scripts/operator,scripts/cli,benchmarks/simulation --also-make package 9>&-) \
    >"$control/build.log" 2>&1 || { cat "$control/build.log" >&2; fail 1 "the build failed; the lines above say why."; }
  mv "$control/build.started" "$control/build.stamp"
  [[ ! -e $root/.local/build.lock ]] || exec 9>&-
}

# The contenders bring libraries that nothing else needs, so they are built for the benchmark alone.
build_bench() {
  local stamp=$bench/build.stamp
  [[ ! -f $stamp || ! -f $bench/bench.classpath ]] || is_newer_than "$stamp" || return 0
  require_maven
  mkdir -p "$bench"
  touch "$bench/build.started"
  (cd "$root" && mvn --quiet --batch-mode -DskipTests --projects benchmarks/bench,benchmarks/seata-server --also-make package) \
    >"$bench/build.log" 2>&1 || { cat "$bench/build.log" >&2; fail 1 "the build failed; the lines above say why."; }
  mv "$bench/build.started" "$stamp"
}

# run_control HEAP COMMAND OPTION... ; does not return
run_control() {
  run "$1" "$control/classes:$(<"$control/control.classpath")" io.settlement.localstack.control.LocalStack "${@:2}"
}

# run_operator COMMAND OPTION... ; does not return
run_operator() {
  run 512m "$operator/classes:$(<"$operator/operator.classpath")" io.settlement.operator.Operator "$@"
}

# run_cli ARGUMENT... ; does not return
run_cli() {
  run 256m "$cli/classes:$(<"$cli/cli.classpath")" io.settlement.cli.Settlement "$@"
}

# run_simulation OPTION... ; does not return
run_simulation() {
  run 512m "$simulation/classes:$(<"$simulation/simulation.classpath")" io.settlement.simulation.SimulateCommand "$@"
}

# run_bench OPTION... ; does not return
run_bench() {
  require_java
  exec "$java" -Xmx1g -XX:+UseParallelGC -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true "-Dsettlement.root=$root" \
    -cp "$bench/classes:$(<"$bench/bench.classpath")" io.settlement.bench.Bench "$@"
}

# run HEAP CLASSPATH MAIN ARGUMENT...
run() {
  require_java
  # shellcheck disable=SC2093
  exec "$java" "-Xmx$1" -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError "-Dsettlement.root=$root" -cp "$2" "${@:3}"
}
