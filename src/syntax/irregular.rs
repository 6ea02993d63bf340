//! Verbs of English that the treebanks never had and whose endings mislead: irregular forms (`struck`: strike), and
//! regular verbs whose lemma could be another (`convened`: convene, not *conven*).

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Past tenses and participles with their lemmas, in order of the alphabet.
const FORMS: &str = "\
    arisen arise, arose arise, ate eat, awoke awake, awoken awake, bade bid, beaten beat, became become, began \
    begin, begun begin, belied belie, belying belie, bent bend, bidden bid, bit bite, bitten bite, bled bleed, \
    blew blow, blown blow, bought buy, bound bind, bred breed, broke break, broken break, brought bring, built \
    build, burnt burn, butted butt, butting butt, came come, caned cane, carped carp, caught catch, chose \
    choose, chosen choose, clothed clothe, clung cling, crept creep, dealt deal, did do, died die, done do, \
    drank drink, drawn draw, dreamt dream, drew draw, driven drive, drove drive, drunk drink, dug dig, duped \
    dupe, duping dupe, dwelt dwell, dying die, eaten eat, fallen fall, fed feed, fell fall, felt feel, fled \
    flee, flew fly, flown fly, flung fling, forbade forbid, forbidden forbid, foresaw foresee, foreseen foresee, \
    forgave forgive, forgiven forgive, forgone forgo, forgot forget, forgotten forget, forsaken forsake, forsook \
    forsake, forwent forgo, fought fight, found find, freed free, froze freeze, frozen freeze, gassed gas, \
    gassing gas, gave give, given give, gone go, got get, gotten get, grew grow, griped gripe, griping gripe, \
    grown grow, had have, heard hear, held hold, hid hide, hidden hide, hoped hope, hung hang, kept keep, knelt \
    kneel, knew know, known know, laid lay, lain lie, leapt leap, learnt learn, led lead, left leave, lent lend, \
    lied lie, lit light, lost lose, lying lie, made make, meant mean, met meet, misled mislead, mistaken \
    mistake, mistook mistake, misunderstood misunderstand, mown mow, outbidding outbid, outdid outdo, outdone \
    outdo, outgrew outgrow, outgrown outgrow, outran outrun, outsold outsell, overcame overcome, overdid overdo, \
    overdone overdo, overheard overhear, overran overrun, oversaw oversee, overseen oversee, overtaken overtake, \
    overthrew overthrow, overthrown overthrow, overtook overtake, paid pay, piling pile, pled plead, primed \
    prime, probed probe, proven prove, ran run, rang ring, raped rape, raping rape, rebuilt rebuild, redid redo, \
    redone redo, remade remake, repaid repay, reran rerun, resold resell, retaken retake, rethought rethink, \
    retook retake, rewritten rewrite, rewrote rewrite, ridden ride, risen rise, rode ride, rose rise, rung ring, \
    said say, sang sing, sank sink, sat sit, saw see, scraped scrape, scraping scrape, seen see, sent send, \
    shaken shake, shaming shame, shone shine, shook shake, shot shoot, shown show, shrank shrink, shrunk shrink, \
    slain slay, slept sleep, slew slay, slid slide, slung sling, smitten smite, smote smite, sniping snipe, sold \
    sell, sought seek, sown sow, sped speed, spent spend, spilt spill, spoilt spoil, spoke speak, spoken speak, \
    sprang spring, sprung spring, spun spin, stank stink, stole steal, stolen steal, stood stand, stricken \
    strike, stridden stride, striven strive, strode stride, strove strive, struck strike, strung string, stuck \
    stick, stung sting, stunk stink, summonsed summons, sung sing, sunk sink, swam swim, swept sweep, swiping \
    swipe, swollen swell, swore swear, sworn swear, swum swim, swung swing, taken take, taught teach, thought \
    think, threw throw, throve thrive, thrown throw, tied tie, toed toe, told tell, took take, tore tear, torn \
    tear, trod tread, trodden tread, tying tie, undergone undergo, understood understand, undertaken undertake, \
    undertook undertake, underwent undergo, undid undo, undone undo, uniting unite, untied untie, untying untie, \
    unwound unwind, upheld uphold, vied vie, vying vie, waged wage, waging wage, wandering wander, went go, wept \
    weep, whining whine, wiping wipe, withdrawn withdraw, withdrew withdraw, withheld withhold, withstood \
    withstand, woke wake, woken wake, won win, wore wear, worn wear, wove weave, woven weave, written write, \
    wrote write, wrung wring";

/// Regular verbs, in order of the alphabet.
const VERBS: &str = "\
    accede airstrike amnesty anchor annul ascribe atone audit axe barricade bequeath billet bivouac blitz \
    blockade boycott buckle bus butt buzz cajole cane carp caucus cede chafe choke circle clamor clothe coauthor \
    collar commune concede condole console contravene convene convoke crusade dare daub debar defame defraud \
    demur deplore dethrone disbar disinvite dissuade downgrade dupe dynamite egg elicit embezzle empty enshrine \
    enthrone entreat evade exile explode expunge extradite facetime fete feud flare flout free fulfill garrotte \
    gas gripe grope guillotine headbutt heap heckle hector hitchhike hobnob hoot hope imagine impale impede \
    implore importune instal intercede interfere intervene intone invade joke kneecap knife lambaste liaise \
    manoeuvre maraud massacre mentor mistreat moot mortar muzzle opine outmanoeuvre overstep parade parole phone \
    pile poke postpone praise pressgang prime probe proscribe provoke quarantine quell quip rake rape rebuke \
    rebut reconvene refile rehome reinvade rename rendezvous reprofile reunite revere revile revoke rile riot \
    roar rout route scapegoat scheme scrape scuffle secede seethe shame sidestep snipe stifle stoke stone strafe \
    sublet subscribe summons swipe teargas telephone toe trek tussle tutor underscore underwrite uninvite unite \
    unplug unshackle upbraid upgrade uproot usurp wage wander whine whinge wipe wiretap";

/// Whether a lemma is one of the regular verbs.
pub(super) fn is_verb(lemma: &str) -> bool {
    static TABLE: OnceLock<HashSet<&str>> = OnceLock::new();
    TABLE.get_or_init(|| VERBS.split(' ').collect()).contains(lemma)
}

/// The lemma of a form of an irregular verb, in small letters.
pub(super) fn lemma(form: &str) -> Option<&'static str> {
    table().get(form).copied()
}

fn table() -> &'static HashMap<&'static str, &'static str> {
    static TABLE: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        FORMS
            .split(", ")
            .filter_map(|pair| pair.split_once(' '))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_have_lemmas() {
        assert_eq!(lemma("struck"), Some("strike"));
        assert_eq!(lemma("upheld"), Some("uphold"));
        assert_eq!(lemma("met"), Some("meet"));
        assert_eq!(lemma("called"), None);
        assert_eq!(table().len(), FORMS.split(", ").count(), "a form stands twice");
    }
}
