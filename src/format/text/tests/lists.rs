//! List items, references and terms of plain text.

use super::check;

#[test]
fn list_items_are_items() {
    check(
        "bullets, with their marks",
        "We need:\n\n* rope\n* a lamp\n",
        &["p We need:", "item * rope", "+item * a lamp"],
    );
    check(
        "wrapped, with a hanging indent",
        "- a rope that is long enough to reach from the quay down to the\n  water at the lowest tide of \
         the year, and a little more than\n  that\n- a lamp\n",
        &[
            "item - a rope that is long enough to reach from the quay down to the water at the lowest \
             tide of the year, and a little more than that",
            "+item - a lamp",
        ],
    );
    check(
        "inside each other",
        "- ropes\n  - thick\n  - thin\n- lamps\n",
        &["item - ropes", "+item2 - thick", "+item2 - thin", "+item - lamps"],
    );
    check(
        "broken off early, in the middle of a sentence",
        "* ropes for\n  the boats\n* a lamp.\n  Oil, too\n",
        &["item * ropes for the boats", "+item * a lamp.", "+p Oil, too"],
    );
    check(
        "under the letter o, as in RFCs",
        "o  ropes that are long enough to reach from the quay down to the\n   water\no  lamps\n",
        &[
            "item o  ropes that are long enough to reach from the quay down to the water",
            "+item o  lamps",
        ],
    );
    check("numbered", "1. Haul.\n2. Make fast.\n", &["item 1. Haul.", "+item 2. Make fast."]);
    check(
        "references by their number, which stands in sentences, too",
        "Nobody has seen the tides of the lower harbour as well as the keeper of\n\
         [1] did, who had been told to look at them from the light, day and night,\n\
         and to write down what he saw.\n\n\
         [1] Keeper, A., The tides of the lower harbour as they were seen from\n\
         \x20   the light, and what nobody saw of them.\n\
         [2] Vane, R., Lamps. What is said there of the oil is not so, as is told in\n\
         [7] and by the ferry.\n",
        &[
            "p Nobody has seen the tides of the lower harbour as well as the keeper of [1] did, who had \
             been told to look at them from the light, day and night, and to write down what he saw.",
            "item [1] Keeper, A., The tides of the lower harbour as they were seen from the light, and \
             what nobody saw of them.",
            "+item [2] Vane, R., Lamps. What is said there of the oil is not so, as is told in [7] and \
             by the ferry.",
        ],
    );
    check(
        "terms with what they mean beside them",
        "       -l     List each ship with the hour at which she passed, the wind,\n\
         \x20             and the colour of her sails.\n\n\
         \x20      -n     Do not list the ships that only the keeper of the light saw,\n\
         \x20             whatever he says.\n",
        &[
            "item -l     List each ship with the hour at which she passed, the wind, and the colour \
             of her sails.",
            "item -n     Do not list the ships that only the keeper of the light saw, whatever he says.",
        ],
    );
}

#[test]
fn paragraphs_of_a_law_have_their_first_line_set_in() {
    check(
        "numbered, and set in",
        "  1. The keeper of the light shall write down each ship that passes\n\
         Lamp Island by day or by night, with the hour and the colour of her\n\
         sails.\n\
         \n\
         \u{20} 2. Nobody but the keeper, and in his absence his daughter, may\n\
         write in the book.\n",
        &[
            "item 1. The keeper of the light shall write down each ship that passes Lamp Island by \
             day or by night, with the hour and the colour of her sails.",
            "item 2. Nobody but the keeper, and in his absence his daughter, may write in the book.",
        ],
    );
}
