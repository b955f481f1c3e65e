### Words of the pages. zh-CN.ftl has the same keys; numbers come as $n.

## Frame
product = Taizhang
product-line = Taizhang · accountability registers
skip = Skip to content
nav = Main navigation
nav-registers = Registers
nav-figures = Figures
nav-reports = Reports
crumbs = You are here
acting-as = Acting as
acting-switch = Act as this person
acting-note = For demonstration and rehearsal; this is not a login. Whoever can open this page may switch. Records carry the name chosen here.
language-other = 中文
footer-local = Service of this machine. No login yet; reachable from 127.0.0.1 only.
footer-head = Records up to no.
footer-hash = chain head
yes = Yes
no = No

## Registers
registers-title = Registers
registers-summary = { $registers } registers with { $matters } matters, { $open } of them open
registers-caption = Open and total matters, states and latest record of each register
registers-none = No registers yet
registers-none-hint = Once a pack is adopted, its registers are listed here. It may also be that the person acting has no right to see any register.
register = Register
open = Open
all = Total
states = States
last-record = Last record
see-also = See also
nothing-yet = nothing yet
report-card = Every figure opens its receipt and the rows behind it

## Register
filter = Filter
filter-state = Filter by state
filter-text = Number or title
filter-text-hint = Part of the text
filter-any = Any
filter-unit-any = All units
filter-more = More conditions
choose = Choose
filter-apply = Filter
filter-clear = Clear
chip-all = All
unit = Unit
number = Number
title = Title
state = State
state-none = Opening reversed
protected = protected
protected-no-key = protected (its key is not at hand)
protected-away = protected (not kept in this installation)
protected-changed = does not fit what the record commits to: it was changed beside the journal
erased = erased by law ({ $day }, record { $record })
journal = Journal
journal-lead = One root and one head commit to all records: noted or printed, they show every later change.
journal-algorithm = Digest
journal-size = Records
journal-root = Root
journal-head = Head
journal-day = Last recorded on
journal-seal = Download the seal (JSON)
journal-how = To verify: taizhang verify. To prove a record: taizhang prove NUMBER. A proof can be checked without this program, see the page “Proofs and seals”.
opened-on = Opened
changed-on = Last change
due-on = Due
due-passed = over since today
due-late = { $n ->
    [one] { $n } day overdue
   *[other] { $n } days overdue
}
due-today = Due today
due-soon = { $n ->
    [one] { $n } day left
   *[other] { $n } days left
}
matters-total = { $n ->
    [one] { $n } matter
   *[other] { $n } matters
}
matters-caption = { $first }–{ $last } of { $total }
matters-none = No such matters
matters-none-filtered = Widen or clear the filter.
matters-none-hint = Register the first matter, or import a workbook.
pages = Pages
page-previous = Previous
page-next = Next
page-of = Page { $page } of { $last }

## Matter
track = Progress
track-next = possible next
fields = Particulars
actions = Actions
steps-none-open = The person acting has no step to take in this state.
steps-none-closed = This matter is closed; no step leads on.
steps-none-reversed = The opening of this matter was reversed.
timeline = Records
events-total = { $n ->
    [one] { $n } record
   *[other] { $n } records, latest first
}
event-note = Note
event-reversal = Reversal
event-correction = Correction
event-reassigned = Reassigned
event-recounted = Deadlines derived anew
event-recounts = by the calendar of record { $n }
event-corrects = corrects record { $n }
event-takes-back = reverses record { $n }
event-taken-back = reversed by record { $n }
recorded-at = recorded
sequence = record
basis = Basis
basis-hint = Document, meeting or article; may stay blank
effective-on = Effective day
needed = required
row = Row
hint-yuan = In yuan, up to two decimals, for example 71.5
hint-lines = Leave unused rows blank; more can be added after saving.
hint-unique = Leave unused rows blank; one row of each kind.
note-add = Add a note
note-text = Note
reverse = Reverse the latest record
reverse-reason = Reason for reversing
reverse-day-hint = The day proposed is that of the event taken back, so that figures of every day since return to what they were.
reverse-hint = Records are never changed or deleted. A reversal adds a record that takes back everything the latest record in force did.
refused = Not done.
refused-to-form = Back to the form
done = Done: record { $n }.
open-lead = Saving gives it a number and puts it on record.
cancel = Cancel
moved-away = Done: record { $n }. The matter has moved outside the part of the organisation of the person acting, so it is no longer shown.
fault-day = Enter the effective day, for example 2021-12-31
fault-unit = Choose a unit

## Figures
question = Ask differently
question-ask = Show
ask-again = Ask differently
from = From
from-beginning = from the beginning
as-of = Cut-off
known-at = Known at
known-at-hint = Record no.; blank for now
known-at-record = record { $n }
span = { $from } to { $to }
span-open = from the beginning to { $to }
span-known = as known at record { $n }
indicators = Indicators
measures = Measures
figures-packs = Lines of work
indicator = Indicator
measure = Measure
formula = Formula
parts-caption = What it is made of: open a value to see its rows
add-up-again = Add it up again without this program
add-up-again-how = Export the postings with “taizhang export --parquet DIR”, then run these queries in that folder with DuckDB. Money comes in fen.
part-role = Part
part-name = Name
part-value = Value
part-basis = Rows or source
role-term = Counted in
role-subtracted = Subtracted
role-numerator = Numerator
role-denominator = Denominator
role-excluded = Excluded (not used)
role-parameter = Parameter
rows-open = See the rows
laid-down = In force since { $since }; { $cite }
definition = Definition
definition-version = Version { $n }
definition-key = In keys
narrowed = Only
coverage = Reports
coverage-of = { $register }: { $due } due, { $came } came
coverage-short = { $register }: { $due } reports were due, only { $came } came. What was not reported is not zero, so this figure may be too low.
expected = Expected
assessed = Assessed
exact-value = Exact value
target = Target { $target }
better-higher = higher is better
better-lower = lower is better
may-exceed = This share may exceed 100%: { $why }
holds = Holds
holds-not = Does not hold
truth-of = { $have } found, { $of } expected
missing = missing
missing-not-zero = Missing is not zero
missing-explained = There is no value here. Missing is not zero; say why when you quote it.
missing-no-report = Not reported
missing-nothing-to-divide-by = Nothing to divide by
missing-no-parameter = Parameter not set
missing-nothing-before = Nothing to compare with
figure-none = Cannot be computed
rounded = rounded for display
days-open = days open
formula-flow = Matters that entered “{ $states }” within the period ({ $register })
formula-stock = Matters in “{ $states }” at the cut-off ({ $register })
formula-lines = Rows of “{ $group }” posted within the period ({ $register })
formula-lights = Matters in hand whose deadline is { $lights } at the cut-off ({ $register })
light-yellow = near (yellow)
light-red = past (red)
light-grey = standing still (grey)
formula-places = Places { $states } at the cut-off ({ $register })
formula-sum = Total of “{ $book }” posted within the period ({ $register })
formula-where = , where { $conditions }
formula-change = ({ $of } now − { $of } a year before) ÷ { $of } a year before
formula-all = Whether all of “{ $of }” are “{ $are }”
formula-none = Whether there is no “{ $of }”

## Rows
rows-title = { $part } · rows
rows-total = { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
rows-count = Count
rows-amount = Amount
rows-sum = Sum of all pages
rows-tie = The rows add up to { $sum }, equal to { $part } on the receipt.
rows-no-tie = The rows add up to { $sum }, but the receipt says { $part }. Run taizhang verify to find out why.
rows-missing = The receipt has no value here, so there is no sum to compare with.
rows-none = No rows
rows-none-hint = Within this unit, period and filter no row counts into the figure.

## Reports
reports-lead = Compiled from the registers; every figure opens its receipt and the rows behind it.
reports-none = No report templates yet
reports-none-hint = Report templates are data files under reports/.
report-figures = { $n ->
    [one] { $n } figure
   *[other] { $n } figures
}
report-lead = { $period }; { $figures } figures in { $claims } claims, as known at record { $known }.
report-claims-none = The report quotes no figures
download-docx = Download Word (.docx)
download-csv = Download table (.csv)
forms = Forms laid down by others
form-card = Filled in from the register for any year; every number opens
form-year = Year
form-lead = { $unit }, { $year }, up to { $day }. Received and carried over together are what ended and what is carried on, in every column.
form-caption = Every number opens the figure that it is; one that counts several is said with its parts
form-items = Requests, by kind of applicant
form-basis = Laid down in:
form-unconfirmed = The wording of rows and columns was taken from a reprint: compare it with the original before you send it.

## Closings
nav-closings = Closings
closings-lead = A closing seals figures with their receipts in the record. What is entered or corrected later is shown apart; sealed figures never change.
closings-none = No books are closed yet
closings-none-hint = Seal a report or a list of figures with taizhang close.
sealed-figures = { $n ->
    [one] { $n } sealed figure
   *[other] { $n } sealed figures
}
sealed = sealed
until = from the beginning to { $to }
closed = Closed
closed-when = { $at } by { $by }, as known at record { $known }
closing-definitions = Versions of definitions
closing-tree = Shape of the organisation
prepared-by = Prepared by
today-known = Today’s values as known at record { $known }
figures-differ = { $n ->
    [one] { $n } figure differs from what was sealed
   *[other] { $n } figures differ from what was sealed
}
figures-same = All figures are as they were sealed
sealed-caption = Sealed figures beside today’s values
figure = Figure
published = Published
adjusted-since = Adjustments since
restated = Restated
light = Status
light-same = the same
light-differs = differs
light-gone = no longer there
bridge = Restatement bridge
bridge-caption = From published to restated, cause by cause
bridge-told = Published { $published }, adjustments since { $difference }, restated { $restated }.
bridge-sum = All parts together
bridge-sum-hint = Exactly restated less published; exact values are added, nothing is left over.
published-hint = What was published with the closing
restated-hint = By the definition, organisation and records of today
cause = Cause
cause-meaning = Meaning
amount = Amount
axis-from = The axis begins at { $value }.
points = { $n } points
with-next = Up to here the formula has no value (nothing to divide by); the effect is counted with the next cause
digest = Digest of the sealed figure
part-open = See the records
part-measures = Measures concerned
part-none-hint = No record of this kind has changed the figure since the closing.
row-elsewhere = another unit
changes-caption = Records since the closing
what-changed = What changed
changed-by = By
printed-value = Published value
definition-then = Definition when sealed
definition-today = Definition today
cause-late = Late entries
cause-late-hint = Recorded after the closing, effective within the period
cause-correction = Corrections
cause-correction-hint = Matters booked again by correcting records
cause-reversal = Reversals
cause-reversal-hint = Records taken back in red ink
cause-reassignment = Reassignments
cause-reassignment-hint = Matters handed to another unit
cause-tree = Reorganisation
cause-tree-hint = Units belong elsewhere than when the books were closed
cause-definition = Definition
cause-definition-hint = The pack defines the figure otherwise
cause-rounding = Rounding
cause-rounding-hint = What was published was rounded; the difference to the exact value
report-sealed = This report is sealed. Below are the text and figures as published.
report-today = This report is sealed. Below it is compiled anew from the records of today and may differ from what was published.
report-see-today = Compile from today’s records
report-see-published = See what was published
report-see-closing = See the closing

## Errors
error-title = Cannot be shown
error-home = Back to the registers
error-missing = There is no such page, or it lies outside the part of the organisation of the person acting. Start again from the registers.
error-address = “{ $name }={ $text }” in the address cannot be read. Use the links and forms of the pages.
error-foreign-host = This service answers only requests addressed to this machine (127.0.0.1 or localhost).
error-foreign-site = This request comes from a page of another site, so nothing was done. Use the pages of this system.
error-too-slow = The answer took too long and was stopped. Ask for a smaller unit or period.
error-method = This address does not take such a request; nothing was recorded. Use the links and forms of the pages.
error-form = The form could not be read; nothing was recorded. Go back and fill it in again.
error-form-large = The form is too large; nothing was recorded. Use fewer rows or less text.
error-unreadable = Something was filled in wrongly; see the hints below each field.

# Pools
places-free = free
places-held = held
places-used = used
hint-matter = The number of the entry, as its register shows it
places = { $supplied } { $unit }: { $used } used, { $held } held, { $free } free
places-head = Places
draws = Draws on this pool
draws-caption = The latest movements of its places, latest first
draws-day = Day
draws-what = What happened
draws-amount = Amount
draws-matter = By
draws-elsewhere = elsewhere
draw-fill = supplied
draw-drain = withdrawn
draw-take = taken
draw-hold = held
draw-confirm = confirmed
draw-release = released
draw-give-back = given back
draw-reversed = { $movement }, taken back

# Corrections
correct = Correct
correct-title = Correct record { $record }: { $step }
correct-lead = State what this record should have said. The record stays; in the books its entry is taken back in red ink and booked again with what it should have said, on its day, and everything later is judged again. If this is wrong too, correct it once more.
correct-on = Day it should have had
correct-reason = Reason for correcting
changed-what = Corrected
changed-was = Was
changed-now = Is now
nothing-said = (nothing)
carried-along = Booked again with it
carried-along-records = { $n ->
    [one] { $n } later record
   *[other] { $n } later records
}
tree = Organisation
tree-version = from { $from } on (record { $made })

# Organisation
organisation-title = Organisation
organisation-lead = The units as of a day, and every reorganisation. Units that ended stay in the tree: what happened there is still counted there.
organisation-units = Units
organisation-changes = Reorganisations
organisation-unchanged = The organisation has never been changed.
unit-key = Key
unit-end = Ended
unit-merged = merged into { $into } on { $day }
unit-ended = ended on { $day }
change-created = { $unit } came into being
change-renamed = { $unit } was renamed { $name }
change-moved = { $unit } moved under { $under }
change-merged = { $units } merged into { $into }
change-split = { $unit } was split into { $into }
change-dissolved = { $unit } was dissolved
change-ahead = after the day shown

clocks = Deadlines
clock-due = ends
clock-sheet = Derivation sheet
clock-sheet-of = Derivation of deadlines: { $number }
clock-sheet-none = No deadline runs, and none has run.
clock-sheet-as-of = As of { $day }
clock-sheet-word = Download as Word document
clock-sheet-json = Data (JSON)
clock-standing = standing still
clock-provisional = provisional
clock-in-time = done in time
clock-was-late = { $n ->
    [one] done { $n } day late
   *[other] done { $n } days late
}
clock-over = over

nav-deadlines = Deadlines
deadlines-lead = Clocks of matters in hand, as of { $day }
deadlines-lead-past = Clocks of matters that were in hand at the end of { $day }, as known today
deadlines-lead-ahead = Clocks of matters in hand, as they will stand at the end of { $day } if nothing more happens
deadlines-windows = Which deadlines
deadlines-late = Overdue
deadlines-week = Due within 7 days
deadlines-near = Near
deadlines-standing = Standing still
deadlines-any-register = All registers
deadlines-caption = The earliest first; each clock of a matter has a line of its own
deadlines-none = Nothing here
deadlines-none-hint = No clock that you may see is in this state. Choose another of the groups above, or a larger unit.
