# Officers change figures of the catalogue.
command-rate = Change a cost figure: /change eva_sole_5 32000 shop receipt

rate-groups = Which figure? Or at once, for example: /change eva_sole_5 32000 shop receipt 12 Nov
rate-group-materials = Materials & packing
rate-group-setup = Setup costs
rate-group-machines = Machines
rate-group-electricity = Electricity
rate-group-depreciation = Depreciation
rate-group-overhead = Other costs
rate-group-labour = Labour
rate-group-reject = Rejects
rate-group-pricing = Margin
rate-group-tiers = Quantity tiers
rate-group-axes = Surcharges
rate-group-delivery = Delivery fees
rate-group-negotiation = Bargaining bands
rate-line = { $what }: { $value }
rate-which = Which one?
rate-unknown = No figure is called “{ $name }”.
rate-not-known = not known
rate-tier = From { $first }
rate-band = Bargaining: { $kind }

figure-per = yields
figure-waste = waste
figure-watt = power (watt)
figure-hours-per-day = hours a day
figure-count = machines
figure-residual = residual value
figure-life-months = life (months)
figure-electricity-tariff = Tariff per kWh
figure-electricity-levy = Electricity levy
figure-electricity-output-per-day = Output a day
figure-depreciation-output-per-month = Output a month
figure-overhead-per-unit = Other costs
figure-labour-mode = Wage mode (A/B)
figure-labour-wage = Piece wage
figure-reject-share = Rejects
figure-pricing-margin = Margin
figure-pricing-min-margin = Least margin

rate-type-value =
    { $what } is { $now } now ({ $source }).
    Reply to this message with the new figure, for example { $kind ->
        [rupiah] 32,000 or 1.7k
        [share] 3%
        [mode] A or B
       *[other] 26
    }.
rate-type-source = { $what }: reply to this message with its source, for example “shop receipt 12 Nov”.
rate-type-another = Reply to this message with another figure, or leave it.
rate-not-read =
    That figure could not be read. For example: { $kind ->
        [rupiah] 32,000 or 1.7k
        [share] 3%
        [mode] A or B
       *[other] 26
    }.
rate-no-day = That day could not be read, or has passed. For example: 1 December.
rate-invalid = That figure does not fit the catalogue: { $problem }
rate-under-floor = Not possible: { $variant }, from { $first }, would cost { $price }, under its floor of { $floor }.
rate-summary =
    { $what }: { $old } → { $new }
    Source: { $source } ({ $status })
    From: { $from }
rate-now = now
rate-is-measured = measured
rate-is-assumed = assumed
rate-effect = { $first }: { $old } → { $new }
rate-no-effect = No price changes.
rate-other-day = From another day? Reply to this message with the date. Quotes already issued do not change.
rate-save = Save
rate-mark-measured = It is measured
rate-mark-assumed = It is assumed
rate-stop = Leave it
rate-left = Nothing was changed.
rate-saved = Saved.

refused-rate-closed = That change is over; nothing was changed.
refused-not-your-dialog = Another officer is at work on that change; nothing was changed.
refused-rate-changed = Another figure has just changed. Please look again, then save.
