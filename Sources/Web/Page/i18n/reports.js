// The words of the report desk in the three languages of reports.
// SPDX-License-Identifier: Apache-2.0

/** @type {Record<string, Record<string, string>>} */
export const reportWords = {
  en: {
    skip: "To the report", title: "Reports", name: "Your name", language: "Language", days: "Days", drafted: "Drafted", none: "Choose a day.",
    empty: "There are no reports yet.", "state.none": "not drafted", "state.draft": "draft", "state.cleared": "cleared", "state.issued": "issued", open: "not over",
    draft: "Begin the draft", clear: "Clear", return: "Return to draft", issue: "Issue", erratum: "Erratum", preview: "Read as a page",
    edit: "Edit words", save: "Save", cancel: "Cancel", close: "Close", made: "As made", versions: "Versions: {count}", by: "{name}, {time}", behind: "English changed since",
    locked: "Figures are locked: they stand in braces and come from the tables.", insert: "Figures of this paragraph", rows: "{count} rows behind {figure}", more: "… and {count} more",
    from: "From {from} until {until}", provisional: "The data cut has not been reached.", reason: "Reason", table: "Table", row: "Row", was: "Was", is: "Is", decided: "Decided by",
    errata: "Errata", history: "History", frozen: "Issued with {size} log entries; SHA-256 {digest}", need: "Write your name first.", done: "Recorded.", offline: "The server does not answer.",
  },
  de: {
    skip: "Zum Bericht", title: "Berichte", name: "Ihr Name", language: "Sprache", days: "Tage", drafted: "Entworfen", none: "Wählen Sie einen Tag.",
    empty: "Es gibt noch keine Berichte.", "state.none": "nicht entworfen", "state.draft": "Entwurf", "state.cleared": "freigegeben", "state.issued": "ausgegeben", open: "nicht zu Ende",
    draft: "Entwurf beginnen", clear: "Freigeben", return: "Zurück in den Entwurf", issue: "Ausgeben", erratum: "Berichtigung", preview: "Als Seite lesen",
    edit: "Worte ändern", save: "Speichern", cancel: "Abbrechen", close: "Schließen", made: "Wie erzeugt", versions: "Fassungen: {count}", by: "{name}, {time}", behind: "Englisch seither geändert",
    locked: "Zahlen sind gesperrt: Sie stehen in geschweiften Klammern und kommen aus den Tabellen.", insert: "Zahlen dieses Absatzes", rows: "{count} Zeilen hinter {figure}", more: "… und {count} weitere",
    from: "Von {from} bis {until}", provisional: "Der Datenschluss ist noch nicht erreicht.", reason: "Grund", table: "Tabelle", row: "Zeile", was: "War", is: "Ist", decided: "Entschieden von",
    errata: "Berichtigungen", history: "Verlauf", frozen: "Ausgegeben bei {size} Einträgen; SHA-256 {digest}", need: "Schreiben Sie zuerst Ihren Namen.", done: "Eingetragen.", offline: "Der Server antwortet nicht.",
  },
  uk: {
    skip: "До звіту", title: "Звіти", name: "Ваше ім’я", language: "Мова", days: "Дні", drafted: "Складені", none: "Виберіть день.",
    empty: "Звітів ще немає.", "state.none": "не складено", "state.draft": "проєкт", "state.cleared": "погоджено", "state.issued": "оприлюднено", open: "не завершено",
    draft: "Почати проєкт", clear: "Погодити", return: "Повернути до проєкту", issue: "Оприлюднити", erratum: "Виправлення", preview: "Читати як сторінку",
    edit: "Змінити слова", save: "Зберегти", cancel: "Скасувати", close: "Закрити", made: "Як створено", versions: "Версії: {count}", by: "{name}, {time}", behind: "Англійський текст змінено",
    locked: "Числа заблоковано: вони стоять у фігурних дужках і беруться з таблиць.", insert: "Числа цього абзацу", rows: "Рядків за {figure}: {count}", more: "… і ще {count}",
    from: "З {from} до {until}", provisional: "Час відсікання даних ще не настав.", reason: "Причина", table: "Таблиця", row: "Рядок", was: "Було", is: "Є", decided: "Хто вирішив",
    errata: "Виправлення", history: "Історія", frozen: "Оприлюднено при {size} записах; SHA-256 {digest}", need: "Спершу впишіть своє ім’я.", done: "Записано.", offline: "Сервер не відповідає.",
  },
};
