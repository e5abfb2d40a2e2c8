# Breakdown of costs for officers: /prices and "prokana cost".

cost-title = **{ $variant }** · { $quantity } { $unit }
cost-summary = HPP **{ $hpp }** · floor { $floor } · price **{ $price }** (margin { $margin } %)
cost-summary-small = HPP **{ $hpp }** · floor { $floor } · not sold: the minimum is { $minimum }
cost-line = { $amount } · { $share } % · { $label }
cost-line-assumed = { $amount } · { $share } % · { $label } (≈)
cost-since = – since { $since }
cost-since-unknown = no date noted
cost-source = { $label }: { $source } ({ $since })
cost-tiers = **Prices by quantity** (least margin; floor)
cost-tier = { $first }–{ $last }: { $price } ({ $margin } %; { $floor })
cost-tier-last = { $first } and up: { $price } ({ $margin } %; { $floor })
cost-market = Market { $low }–{ $high }: { $source }
cost-assumed-means = (≈) assumed, not measured yet. Without a date: nobody noted since when the figure holds.
cost-missing = Cannot be reckoned yet; not filled in: { $missing }
cost-other-quantity = Another quantity
cost-other-variant = Another variant
cost-sources = Sources
cost-change = Change a figure
cost-back = Costs
cost-which-quantity = Costs for which quantity?
cost-which-axis = What is to be different?
cost-outdated = The catalogue has changed since that button was made. Please write /prices again.
cli-figure-added = { $place }: new, { $new }
cli-figure-gone = { $place }: gone, was { $old }
cli-figure-changed = { $place }: { $old } → { $new }
cli-figure = { $place } = { $value } ({ $status }; { $source })
cli-figures-same = All figures are the same.
cli-figure-unknown = not known yet
cli-figure-assumed = assumed
cli-figure-measured = measured
