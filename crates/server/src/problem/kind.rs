//! The kinds of problems: each has a stable word, and a place in `/documentation` that its `type` leads to.

use axum::http::StatusCode;

/// What kinds' addresses begin with.
const ADDRESS: &str = "/documentation#probleme-";

/// A kind of problem. Texts are in French, for whoever writes a program.
#[derive(Debug)]
pub(crate) struct Kind {
    /// Stable: programs tell problems by it.
    pub(crate) word: &'static str,
    /// The HTTP status that it comes with.
    pub(crate) status: StatusCode,
    /// In a few words.
    pub(crate) title: &'static str,
    /// What is said when there is nothing particular to say.
    pub(crate) detail: &'static str,
    /// What whoever gets it does.
    pub(crate) remedy: &'static str,
}

impl Kind {
    /// Where it is explained.
    pub(crate) fn address(&self) -> String {
        format!("{ADDRESS}{}", self.word)
    }

    /// The usual kind of a status.
    pub(crate) fn of(status: StatusCode) -> &'static Self {
        let usual = ALL.iter().copied().find(|kind| kind.status == status);
        usual.unwrap_or(if status.is_client_error() {
            &REFUSED_REQUEST
        } else {
            &OUR_FAULT
        })
    }
}

macro_rules! kinds {
    ($($name:ident = $word:literal, $status:ident, $title:literal, $detail:literal, $remedy:literal;)+) => {
        $(
            pub(crate) static $name: Kind = Kind {
                word: $word,
                status: StatusCode::$status,
                title: $title,
                detail: $detail,
                remedy: $remedy,
            };
        )+

        /// All of them. The first of a status is its usual one.
        pub(crate) static ALL: &[&Kind] = &[$(&$name,)+];
    };
}

kinds! {
    REFUSED_REQUEST = "requete-refusee", BAD_REQUEST, "Requête refusée",
        "La requête n'est pas comprise.",
        "Lisez « detail » et corrigez la requête. La répéter telle quelle ne sert à rien.";
    REFUSED_PARAMETER = "parametre-refuse", BAD_REQUEST, "Paramètre refusé",
        "Un paramètre est inconnu, ou sa valeur n'est pas admise.",
        "« parametre » nomme le paramètre. « valeurs_admises » donne ce qui est permis.";
    REFUSED_LINE = "ligne-refusee", BAD_REQUEST, "Ligne refusée",
        "Une ligne de la liste n'est pas comprise.",
        "Corrigez la colonne que « parametre » nomme. Les autres lignes ont leur réponse.";
    NOT_FOUND = "introuvable", NOT_FOUND, "Introuvable",
        "Il n'y a rien à cette adresse.",
        "Vérifiez l'adresse, et l'identifiant ou le code qu'elle contient.";
    ABROAD = "hors-de-france", NOT_FOUND, "Point hors de France",
        "Ce point est en mer ou hors de France : la promesse n'y est pas mesurée.",
        "Vérifiez l'ordre des coordonnées : « lat » est la latitude, « lon » la longitude.";
    WITHOUT_COVERAGE = "couverture-absente", NOT_FOUND, "Couverture absente",
        "La couverture de cette édition n'est pas calculée. Une prochaine édition l'aura.",
        "Redemandez après la prochaine édition.";
    WITHOUT_INHABITANTS = "habitants-absents", NOT_FOUND, "Habitants absents",
        "Les habitants ne sont pas chargés ici : lancez « portee ingest », puis redémarrez.",
        "Cette installation ne connaît pas les habitants. Son exploitant peut les charger.";
    WITHOUT_SOLVER = "calcul-exact-absent", NOT_FOUND, "Calcul exact absent",
        "Le calcul exact n'est pas installé ici. Demandez « methode=rapide ».",
        "Demandez « methode=rapide ».";
    REFUSED_METHOD = "methode-refusee", METHOD_NOT_ALLOWED, "Méthode refusée",
        "Cette adresse ne se demande pas ainsi ; voyez l'en-tête Allow.",
        "L'en-tête Allow donne les méthodes admises.";
    TOO_SLOW = "trop-lent", REQUEST_TIMEOUT, "Requête trop lente",
        "La requête n'est pas arrivée à temps.",
        "Renvoyez la requête entière.";
    WITHDRAWN = "retire", GONE, "Retiré",
        "Ce qui se trouvait ici a été retiré.",
        "Retirez ce lieu de vos données.";
    STALE_CURSOR = "curseur-perime", GONE, "Curseur périmé",
        "Ce curseur est d'une édition qui n'est plus gardée.",
        "Reprenez la liste du début, sans curseur.";
    FORGOTTEN_EDITION = "edition-oubliee", GONE, "Édition oubliée",
        "Cette édition n'est pas ou plus gardée.",
        "Reprenez la liste entière, puis suivez les changements depuis son édition.";
    TOO_LARGE = "trop-grand", PAYLOAD_TOO_LARGE, "Requête trop grande",
        "Le corps de la requête est trop grand.",
        "Coupez l'envoi en plusieurs.";
    TOO_LONG = "adresse-trop-longue", URI_TOO_LONG, "Adresse trop longue",
        "L'adresse demandée est trop longue.",
        "Une adresse a 4 096 octets au plus.";
    REFUSED_TYPE = "type-refuse", UNSUPPORTED_MEDIA_TYPE, "Type refusé",
        "Le corps de la requête n'est pas du type attendu.",
        "Dites le type du corps dans l'en-tête Content-Type.";
    LARGE_HEAD = "en-tetes-trop-grands", REQUEST_HEADER_FIELDS_TOO_LARGE, "En-têtes trop grands",
        "Les en-têtes de la requête sont trop grands.",
        "Les en-têtes ont 16 384 octets au plus, noms et valeurs ensemble.";
    TOO_MANY = "trop-de-requetes", TOO_MANY_REQUESTS, "Trop de requêtes",
        "Votre adresse demande trop : attendez le nombre de secondes de l'en-tête Retry-After.",
        "Attendez ce que dit Retry-After. Pour tout avoir, prenez un export plutôt que des pages.";
    OUR_FAULT = "erreur-interne", INTERNAL_SERVER_ERROR, "Erreur interne",
        "Une erreur de notre part empêche de répondre. Elle est notée.",
        "Réessayez plus tard.";
    UNAVAILABLE = "indisponible", SERVICE_UNAVAILABLE, "Indisponible",
        "Le service ne peut pas répondre maintenant ; réessayez plus tard.",
        "Réessayez après le temps que dit l'en-tête Retry-After, ou dans quelques secondes.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_kind_has_a_word_of_its_own_and_each_status_a_usual_kind() {
        let words: BTreeSet<&str> = ALL.iter().map(|kind| kind.word).collect();
        assert_eq!(words.len(), ALL.len());
        assert_eq!(Kind::of(StatusCode::GONE).word, "retire");
        assert_eq!(Kind::of(StatusCode::IM_A_TEAPOT).word, "requete-refusee");
        assert_eq!(Kind::of(StatusCode::BAD_GATEWAY).word, "erreur-interne");
    }
}
