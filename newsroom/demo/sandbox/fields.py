"""Fields of each API object that are always null here; the builders fill the others."""

from newsroom.demo.sandbox.wire import words

NULL = {
    "product": words(
        "default_price package_dimensions shippable statement_descriptor tax_code unit_label url"
    ),
    "price": words("custom_unit_amount lookup_key nickname tiers_mode transform_quantity"),
    "customer": words("address currency default_source description discount name phone shipping test_clock"),
    "payment_intent": words(
        "application application_fee_amount automatic_payment_methods canceled_at cancellation_reason "
        "description last_payment_error latest_charge next_action on_behalf_of payment_method "
        "payment_record processing receipt_email review setup_future_usage shipping source "
        "statement_descriptor statement_descriptor_suffix transfer_data transfer_group"
    ),
    "charge": words(
        "application application_fee application_fee_amount balance_transaction "
        "failure_balance_transaction failure_code failure_message on_behalf_of outcome receipt_email "
        "receipt_number receipt_url review shipping source source_transfer statement_descriptor "
        "transfer transfer_data"
    ),
    "setup_intent": words(
        "application automatic_payment_methods cancellation_reason customer description flow_directions "
        "last_setup_error latest_attempt mandate next_action on_behalf_of payment_method "
        "payment_method_configuration_details single_use_mandate"
    ),
    "refund": words(
        "balance_transaction charge customer description failure_balance_transaction failure_reason "
        "metadata payment_intent payment_method pending_reason reason receipt_number "
        "source_transfer_reversal status transfer_reversal"
    ),
    "dispute": words("network_reason_code payment_intent"),
    "payout": words(
        "application_fee application_fee_amount balance_transaction description destination "
        "failure_balance_transaction failure_code failure_message original_payout payout_method "
        "reversed_by statement_descriptor trace_id"
    ),
    "subscription": words(
        "application application_fee_percent billing_cycle_anchor_config billing_thresholds cancel_at "
        "canceled_at customer_account days_until_due default_source description ended_at "
        "latest_invoice next_pending_invoice_item_invoice on_behalf_of pause_collection "
        "pending_invoice_item_interval pending_setup_intent pending_update schedule test_clock "
        "transfer_data trial_end trial_settings trial_start"
    ),
    "checkout.session": words(
        "after_expiration allow_promotion_codes billing_address_collection client_secret "
        "collected_information consent consent_collection currency_conversion customer_details "
        "invoice invoice_creation payment_intent payment_link permissions recovered_from "
        "saved_payment_method_options setup_intent shipping_address_collection shipping_cost "
        "subscription wallet_options"
    ),
    "invoice": words(
        "account_country account_name account_tax_ids application automatically_finalizes_at "
        "custom_fields customer_address customer_name customer_phone customer_shipping "
        "default_payment_method default_source description due_date effective_at ending_balance "
        "footer from_invoice hosted_invoice_url invoice_pdf last_finalization_error latest_revision "
        "next_payment_attempt number on_behalf_of receipt_number rendering shipping_cost "
        "shipping_details statement_descriptor test_clock webhooks_delivered_at"
    ),
}
