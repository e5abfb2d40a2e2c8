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
cost-picture = As a picture
cost-sum-hpp = cost
cost-sum-floor = floor
cost-sum-price = price
cost-head-tier = quantity
cost-head-price = price
cost-head-margin = margin
cost-head-floor = floor
cost-percent = { $share }%
cost-upwards = from { $first }
cost-range = { $first }–{ $last }
cost-back = Costs
cost-which-quantity = Costs for which quantity?
cost-which-axis = What is to be different?
cost-outdated = The catalogue has changed since that button was made. Please write /prices again.
cli-figure-added = { $place }: new, { $new }
cli-figure-gone = { $place }: gone, was { $old }
cli-figure-changed = { $place }: { $old } → { $new }
cli-figure = { $place } = { $value } ({ $status }; { $source })
cli-figures-same = All figures are the same.
cli-load-tiers = { $variant }: { $tiers }
cli-load-step = { $first }: { $old } → { $new }
cli-load-no-effect = No price changes.
cli-load-kept = An officer’s figure stays in force: { $place } = { $value } ({ $by })
cli-load-lapsed = Not in this file any more, so an officer’s figure lapses: { $place } = { $value } ({ $by })
cli-load-broken = { $variant }, from { $first }: price { $price } is under its floor { $floor }
cli-load-more = … and { $count } other prices under their floors
cli-load-refused = This file puts a published price under its floor; nothing was changed.
cli-load-ask = Sell from this file from now on? (y/n)
cli-load-left = Nothing was changed.
cli-load-changed = A figure changed meanwhile; nothing was changed. Please try again.
cli-loaded = This catalogue is in force from now on. Quotes already issued do not change.
cli-figure-unknown = not known yet
cli-figure-assumed = assumed
cli-figure-measured = measured
