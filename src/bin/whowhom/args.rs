//! The arguments as typed; what they mean is for the commands to say.

use clap::{Args as Group, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// What stands below the help of the program.
const ENDING: &str = "\
Exit codes: 0 success, 1 nothing found or a check failed, 2 an error.
Environment: WHOWHOM_STORE names the store, WHOWHOM_MODEL the language model, NO_COLOR switches colours off.";

/// Reads news and says who did what to whom, when, where and according to whom.
#[derive(Debug, Parser)]
#[command(
    name = "whowhom",
    after_help = ENDING,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    infer_subcommands = true,
    max_term_width = 100
)]
pub(crate) struct Args {
    /// Print the versions of program, model and ontology
    #[arg(short = 'V', long)]
    pub(crate) version: bool,
    /// Keep notes, progress and summaries to yourself
    #[arg(short, long, global = true, display_order = 900)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// One command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read documents and print the claims they make, without a store
    Read(Read),
    /// Read documents into a store
    Build(Build),
    /// Ask a store in SPARQL, or by a query that comes with the program
    Query(Query),
    /// Write a store as RDF
    Export(Export),
    /// Show the words that a claim rests on, who says so, and how it was read; or why an actor is one
    Explain(Explain),
    /// List the actors of a store with their names, or the pairs of names that a person should look at
    Actors(Actors),
    /// Check a store against its shapes, and its evidence against the texts
    Check(Check),
    /// List the ontology, or test it by its own examples
    Ontology(Ontology),
    /// Propose frames for verbs that none covers, by how often they relate actors, with their sentences
    Propose(Propose),
    /// Score claims against what careful readers found in the same texts
    Score(Score),
    /// Print a script that completes commands and options in a shell
    Completions(Completions),
    /// Print the manual page, or write all of them into a folder
    Man(Man),
    /// Print the reference of all commands as Markdown
    #[command(hide = true)]
    Reference,
}

/// Where documents come from and what is known about them.
#[derive(Debug, Group)]
#[command(next_help_heading = "Documents")]
pub(crate) struct Documents {
    /// Files and folders with documents (.txt, .md, .json, .jsonl); - is the standard input
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath, help_heading = None)]
    pub(crate) paths: Vec<PathBuf>,
    /// Day of publication of all documents, against which "yesterday" is reckoned
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
    /// Publisher of all documents
    #[arg(long, value_name = "NAME")]
    pub(crate) publisher: Option<String>,
    /// Headline of all documents
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// Address of all documents
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) url: Option<String>,
    /// Licence of all documents
    #[arg(long, value_name = "LICENCE")]
    pub(crate) licence: Option<String>,
    /// Language of all documents; nothing is recognised and no text refused then
    #[arg(long, value_name = "CODE")]
    pub(crate) language: Option<String>,
    /// Take the standard input, and files named outright, as JSON Lines
    #[arg(long)]
    pub(crate) from_jsonl: bool,
}

/// What documents are read with.
#[derive(Debug, Group)]
#[command(next_help_heading = "Ontology and model")]
pub(crate) struct Tools {
    #[command(flatten)]
    pub(crate) ontology: Folders,
    /// A language model to use instead of the one within the program
    #[arg(
        long,
        value_name = "FILE",
        env = "WHOWHOM_MODEL",
        hide_env_values = true,
        value_hint = ValueHint::FilePath
    )]
    pub(crate) model: Option<PathBuf>,
}

/// Which ontology.
#[derive(Debug, Group)]
pub(crate) struct Folders {
    /// A folder of Turtle files that add to the ontology within the program
    #[arg(long = "ontology", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) added: Vec<PathBuf>,
    /// A folder of Turtle files that take the place of the ontology within the program
    #[arg(long = "ontology-only", value_name = "DIR", conflicts_with = "added", value_hint = ValueHint::DirPath)]
    pub(crate) only: Vec<PathBuf>,
}

/// Which store.
#[derive(Debug, Group)]
pub(crate) struct Store {
    /// The store's folder
    #[arg(
        long = "store",
        value_name = "DIR",
        env = "WHOWHOM_STORE",
        hide_env_values = true,
        default_value = "whowhom-store",
        value_hint = ValueHint::DirPath
    )]
    pub(crate) dir: PathBuf,
}

/// Which of the claims that are found.
#[derive(Debug, Group)]
pub(crate) struct Kept {
    /// Also make claims of verbs that no frame knows, as `open:LEMMA`
    #[arg(long)]
    pub(crate) open: bool,
    /// Leave out what is less sure than this, from 0 to 1
    #[arg(long, value_name = "NUMBER", value_parser = fraction, default_value = "0")]
    pub(crate) min_confidence: f32,
}

/// Arguments of `read`.
#[derive(Debug, Group)]
pub(crate) struct Read {
    /// How to print the claims [default: table on a terminal, jsonl elsewhere]
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<ReadFormat>,
    /// Draw the trees behind the claims, instead of printing claims; implies --format conllu
    #[arg(long)]
    pub(crate) draw: bool,
    /// Take the paths as CoNLL-U files, whose sentences and tokens stay as given
    #[arg(long, conflicts_with = "from_jsonl")]
    pub(crate) from_conllu: bool,
    /// Take each line of the files as a sentence, or as id, tab, sentence, with blanks between its tokens
    #[arg(long, conflicts_with_all = ["from_jsonl", "from_conllu"])]
    pub(crate) lines: bool,
    #[command(flatten)]
    pub(crate) kept: Kept,
    #[command(flatten)]
    pub(crate) documents: Documents,
    #[command(flatten)]
    pub(crate) tools: Tools,
}

/// How `read` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// Aligned rows, each with the words it rests on
    Table,
    /// A claim a line, as JSON
    #[value(alias = "json")]
    Jsonl,
    /// All graphs merged, as a person would write them
    #[value(alias = "ttl")]
    Turtle,
    /// A graph a document, as a person would write them
    Trig,
    /// All graphs merged, a triple a line
    #[value(alias = "nt")]
    Ntriples,
    /// A graph a document, a quad a line
    #[value(alias = "nq")]
    Nquads,
    /// All graphs merged, as XML
    #[value(alias = "rdf")]
    Rdfxml,
    /// A graph a document, as JSON
    Jsonld,
    /// The trees behind the claims, as CoNLL-U
    Conllu,
    /// Propositions of any verb: sentence, confidence, relation, arguments, with tabs between them
    Openie,
    /// Facts of any verb: id of the sentence, subject, relation, object, with tabs between them
    Facts,
}

/// Arguments of `build`.
#[derive(Debug, Group)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) store: Store,
    /// Also print the claims as a table; documents that the store holds are then read again
    #[arg(long)]
    pub(crate) print: bool,
    #[command(flatten)]
    pub(crate) kept: Kept,
    /// In a new store, keep the documents' hashes and quotations but not their texts
    #[arg(long)]
    pub(crate) no_text: bool,
    /// In a new store, where its documents, actors and claims live
    #[arg(long, value_name = "IRI")]
    pub(crate) base: Option<String>,
    /// Threads to read with [default: as many as there are cores]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) threads: Option<usize>,
    #[command(flatten)]
    pub(crate) documents: Documents,
    #[command(flatten)]
    pub(crate) tools: Tools,
}

/// Arguments of `query`.
#[derive(Debug, Group)]
pub(crate) struct Query {
    /// The query; the usual prefixes are known
    #[arg(value_name = "SPARQL", group = "question")]
    pub(crate) text: Option<String>,
    /// A file with the query; - is the standard input
    #[arg(short, long, value_name = "FILE", group = "question", value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    /// A query that comes with the program, see --list
    #[arg(short, long, value_name = "NAME", group = "question")]
    pub(crate) name: Option<String>,
    /// List the queries that come with the program
    #[arg(short, long, group = "question")]
    pub(crate) list: bool,
    /// A parameter of the named query
    #[arg(short, long = "param", value_name = "NAME=VALUE", requires = "name")]
    pub(crate) params: Vec<String>,
    /// A folder with further named queries (.rq)
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) queries: Option<PathBuf>,
    /// How to print the answer [default: table for rows, turtle for a graph]
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) results: Option<ResultFormat>,
    #[command(flatten)]
    pub(crate) store: Store,
}

/// How `query` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResultFormat {
    /// Aligned columns
    Table,
    /// Comma-separated values
    Csv,
    /// Tab-separated values, terms as SPARQL writes them
    Tsv,
    /// SPARQL's JSON
    Json,
    /// SPARQL's XML
    Xml,
    /// Of a graph: as a person would write it
    #[value(alias = "ttl")]
    Turtle,
    /// Of a graph: likewise
    Trig,
    /// Of a graph: a triple a line
    #[value(alias = "nt")]
    Ntriples,
    /// Of a graph: a quad a line
    #[value(alias = "nq")]
    Nquads,
    /// Of a graph: as RDF in XML
    #[value(alias = "rdf")]
    Rdfxml,
    /// Of a graph: as RDF in JSON
    Jsonld,
}

/// Arguments of `export`.
#[derive(Debug, Group)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) store: Store,
    /// The format [default: by the ending of --output, else trig]
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<Rdf>,
    /// The version of RDF; 1.2 also says which triple a claim is about
    #[arg(long, value_name = "VERSION", default_value = "1.1", value_parser = ["1.1", "1.2"])]
    pub(crate) rdf: String,
    /// Which graphs: default, all, or the IRI of one [default: all where the format holds graphs, else default]
    #[arg(long, value_name = "GRAPH")]
    pub(crate) graph: Option<String>,
    /// Put the ontology in as well
    #[arg(long)]
    pub(crate) with_ontology: bool,
    /// The file to write, instead of the standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

/// A format of RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rdf {
    /// One graph, as a person would write it
    #[value(alias = "ttl")]
    Turtle,
    /// All graphs, likewise
    Trig,
    /// One graph, a triple a line
    #[value(alias = "nt")]
    Ntriples,
    /// All graphs, a quad a line
    #[value(alias = "nq")]
    Nquads,
    /// One graph as XML
    #[value(alias = "rdf")]
    Rdfxml,
    /// All graphs as JSON
    Jsonld,
}

/// Arguments of `explain`.
#[derive(Debug, Group)]
pub(crate) struct Explain {
    /// A claim's IRI, a triple such as 'a:iran ww:metWith a:oman' or 'Iran metWith Oman', or an actor such as Iran
    #[arg(required = true, value_name = "CLAIM|ACTOR")]
    pub(crate) claim: Vec<String>,
    #[command(flatten)]
    pub(crate) store: Store,
    #[command(flatten)]
    pub(crate) tools: Tools,
}

/// Arguments of `actors`.
#[derive(Debug, Group)]
pub(crate) struct Actors {
    /// Only those that have a name with these words in it
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// List pairs of names instead: those that were joined by less than their spelling, and those that were kept
    /// apart since a third name contradicts
    #[arg(long, conflicts_with = "results")]
    pub(crate) doubtful: bool,
    /// How to print the actors [default: table]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) results: Option<ResultFormat>,
    #[command(flatten)]
    pub(crate) store: Store,
    #[command(flatten)]
    pub(crate) tools: Tools,
}

/// Arguments of `check`.
#[derive(Debug, Group)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) store: Store,
}

/// Arguments of `ontology`.
#[derive(Debug, Group)]
pub(crate) struct Ontology {
    /// What to list [default: how much there is of each]
    #[arg(value_enum, value_name = "LIST")]
    pub(crate) list: Option<List>,
    #[command(flatten)]
    pub(crate) tools: Tools,
}

/// What `ontology` lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum List {
    /// The relations with category, domain and range
    Relations,
    /// The frames with their words
    Frames,
    /// The actors known beforehand
    Actors,
    /// The nouns for actors by what they are or do
    Nouns,
    /// The examples of the frames that are not read rightly
    Test,
}

/// Arguments of `propose`.
#[derive(Debug, Group)]
pub(crate) struct Propose {
    /// Leave out what comes less often
    #[arg(long, value_name = "NUMBER", default_value = "2")]
    pub(crate) least: usize,
    /// Print no more proposals than this
    #[arg(long, value_name = "NUMBER", default_value = "50")]
    pub(crate) most: usize,
    #[command(flatten)]
    pub(crate) documents: Documents,
    #[command(flatten)]
    pub(crate) tools: Tools,
}

/// Arguments of `score`.
#[derive(Debug, Group)]
pub(crate) struct Score {
    /// What to score
    #[arg(value_enum, value_name = "WHAT")]
    pub(crate) what: Scored,
    /// The gold: of claims a folder with a file (.json) for each article, else a file of JSON Lines
    #[arg(value_name = "GOLD", value_hint = ValueHint::AnyPath)]
    pub(crate) gold: PathBuf,
    /// A file with the claims to score, one a line as JSON [default: those read in the texts]
    #[arg(value_name = "PREDICTIONS", value_hint = ValueHint::FilePath)]
    pub(crate) predictions: Option<PathBuf>,
    /// A folder with the texts to read [default: text, beside the gold]
    #[arg(long, value_name = "FOLDER", conflicts_with = "predictions", value_hint = ValueHint::DirPath)]
    pub(crate) texts: Option<PathBuf>,
    /// Also print what was missed and what was found wrongly
    #[arg(long)]
    pub(crate) show: bool,
    #[command(flatten)]
    pub(crate) tools: Tools,
}

/// What `score` scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scored {
    /// Claims: who did what to whom
    Claims,
    /// Names of persons, places and organisations, in tokens as given
    Names,
    /// Which mentions are of one thing, in tokens as given
    Coreference,
    /// Time expressions and their values
    Dates,
    /// Which names are of one actor, within and across documents
    Linking,
    /// Who is said to have said which words
    Attribution,
    /// Relations between given stretches of documents
    Relations,
    /// Categories of events between given stretches of sentences
    Categories,
}

/// Arguments of `completions`.
#[derive(Debug, Group)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Group)]
pub(crate) struct Man {
    /// The folder to write the pages of all commands into
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
}

/// A number from 0 to 1.
fn fraction(text: &str) -> Result<f32, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "not a number from 0 to 1, write it as 0.5".to_owned())
}
