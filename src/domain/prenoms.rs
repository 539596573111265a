//! First names given in France to the children who are in primary school, without accents: enough
//! to tell « Léa (CM1) » from « Classe (CM1) ».

/// In alphabetical order.
const PRENOMS: &str = "\
    aaron abel adam adele adem adrien agathe agnes aicha albane albert alessio alex alexandre \
    alexis alice alicia alienor alix alma aloys alya amandine amaury ambre ambroise amelia \
    amelie amina amine amir anae anais anatole andrea andreas ange angele angelina anna \
    annabelle anne antoine antonin apolline ariane aristide armand arnaud arthur arya assia \
    astrid aubin aude augustin aurelien aurore axel axelle aya ayden aylan ayoub baptiste \
    barnabe bastien benjamin benoit bertille bilal blanche boris brune bryan camelia camille \
    candice capucine carla carmen caroline cassandre celeste celestin celia celine charles \
    charlie charline charlotte chiara chloe clara clarisse claudia clea clemence clement cleo \
    clotilde come constance constant coralie corentin cyprien cyril damien daniel dario david \
    deborah denis diane diego dimitri dina djibril dorian dylan edgar edouard eleana eleanor \
    elena eleonore eliana elias elie elina elio eliot eliott elisa elise ella eloan eloane \
    elodie eloise elsa elya elyna emile emilie emma emmanuel emmy emy enora enzo erwan esteban \
    estelle ethan etienne eugenie eva evan eve ewen ezio fabien fatima fatou faustine felicie \
    felix fiona flavie flavien fleur flora florent florian florine francois frederic gabin \
    gabriel gabrielle gaetan gaspard gaston gauthier gauvain gianni giulia goran grace \
    gregoire guillaume gustave hafsa hamza hana hanna hannah haron hector helena helene \
    heloise henri hugo hugues ibrahim ibrahima idriss ilan iliana ilyan ilyana ilyas ilyes \
    imane imran inaya ines iris isaac isabelle isaiah ismael issa ivan ivy iyed jacques jade \
    jawad jayden jean jeanne jennah jeremie jeremy joachim joan joel johan jonas jonathan \
    jordan joris joseph josephine joshua joy jules julia julian juliana julie julien juliette \
    justin justine kaelys kais kamil karim kayla kelya kenza kenzo khadija kiara kilian kylian \
    lana laura laure laurine lea leana leandre leandro leia lena lenna lenny leo leon leonard \
    leonie leonor leopold leopoldine lia liam liana lila lilas lili lilia lilian liliana lilou \
    lily lina linda lino lise lison livia liya lizea loan loane loic lola lorenzo loris lou \
    louane louanne louis louisa louise louison luca lucas luce lucia lucie lucien lucile luka \
    lukas lukasz luna lya lyam lyana lydia lyna lynn mael maelie maelle maellys maelys maeva \
    mahe mai maia maissa malia malo malone mamadou manel manon mao marceau marcel margaux \
    margot maria mariam marie marilou marin marine marion marius marley martin marwa marwan \
    maryam mateo matheo matheus mathieu mathilde mathis mathys matilda matisse matteo matthias \
    matthieu maude maxence maxime maya mayron medina mehdi melina meline melissa melody \
    merveille mia michel mickael mila milan milann milla milo mina mohamed mohammed moise mona \
    morgane mouhamed moussa myla mylan nadia nael naelle naila naim nassim nathael nathan \
    nathanael naya nelia nelya nesrine nicolas niels nils nina nino noa noah noam noe noelie \
    noemie nohan nolan nolann nolhan nora norah nour oceane octave olivia olivier omar ophelie \
    orlane oscar ousmane owen pablo palmyre paola paul paulin pauline pia pierre prune quentin \
    rachel rafael ramy raphael raphaelle rayan rayane remi remy rita robin romain romane romeo \
    romy rosalie rose roxane ruben ryan sabrina sacha safia safiya salma salome samia samuel \
    samy sana sandro sara sarah sasha sebastien selena selma serena shaina shana sienna simon \
    sirine soan sofia sofiane solal solene soline sonia sophia sophie soren souleymane soumaya \
    stella stephane sully suzanne swann sybille sydney tao tara tess tessa thais thea theo \
    theodore theophile thiago thibault thibaut thomas tiago tilio tim timeo timothe timothee \
    tina titouan tom tony tristan tyler tylio vadim valentin valentine valerie vera victoire \
    victor victoria vincent violette virgile vivien wael walid warren wassim william willow \
    wissam xavier yacine yael yanis yann yannis yasmine yassine yohan younes youssef yuna \
    yusuf yvan yvann zakaria zakarya zayn zelie zia zineb zoe zoel zohra";

/// Whether this word, in lower case without accents, is one of them.
pub(super) fn est_prenom(mot: &str) -> bool {
    PRENOMS.split(' ').any(|prenom| prenom == mot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::texte::sans_accents;

    #[test]
    fn the_list_is_in_order_and_written_as_it_is_searched() {
        assert!(PRENOMS.split(' ').is_sorted_by(|a, b| a < b));
        assert_eq!(sans_accents(PRENOMS), PRENOMS);
        assert!(est_prenom("lea") && est_prenom("zoe") && est_prenom("aaron"));
        assert!(!est_prenom("classe") && !est_prenom(""));
    }
}
